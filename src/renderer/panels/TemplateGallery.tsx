import { hostClient } from '../host/host-client.ts';
import { TemplateCard } from './TemplateCard.tsx';
import { useAnswer } from './use-answer.ts';

/** Workflows to start from. */
export function TemplateGallery() {
  const answer = useAnswer(hostClient.templates, 'templates');
  if (answer && !answer.ok)
    return (
      <p className="hint">
        {answer.problem.message} {answer.problem.fix}
      </p>
    );
  return (
    <div className="panel__scroll gallery">
      {answer?.value.templates.map((template) => (
        <TemplateCard key={template.id} template={template} />
      ))}
    </div>
  );
}
