import { TemplateCard } from './TemplateCard.tsx';
import { useTemplates } from './use-answer.ts';

/** Workflows to start from. */
export function TemplateGallery() {
  const answer = useTemplates();
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
