import { LayoutTemplate } from 'lucide-react';
import { editor } from '../commands/editor.ts';
import { openTemplate } from '../commands/file-open.ts';
import type { Template } from '../host/host-client.ts';

/** A template with its picture; one click opens it in a tab of its own. */
export function TemplateCard({ template }: { readonly template: Template }) {
  return (
    <button type="button" className="template" onClick={() => void openTemplate(editor, template.id)}>
      <span className="template__picture">
        {template.pictureUrl ? (
          <img src={template.pictureUrl} alt="" loading="lazy" decoding="async" />
        ) : (
          <LayoutTemplate size={24} aria-hidden />
        )}
      </span>
      <span className="template__words">
        <b>{template.name}</b>
        <span className="quiet">{template.description}</span>
      </span>
    </button>
  );
}
