import { TemplateCard } from './TemplateCard.tsx';
import { useTemplates } from './use-templates.ts';

/** Workflows to start from. */
export function TemplateGallery() {
  const { templates, problem } = useTemplates();
  if (problem)
    return (
      <p className="hint">
        {problem.message} {problem.fix}
      </p>
    );
  return (
    <div className="panel__scroll gallery">
      {templates.map((template) => (
        <TemplateCard key={template.id} template={template} />
      ))}
    </div>
  );
}
