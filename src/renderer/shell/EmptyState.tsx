import { Film } from 'lucide-react';
import { useStore } from 'zustand';
import { editor } from '../commands/editor.ts';
import { useCommand } from '../commands/use-editor.ts';
import { TemplateCard } from '../panels/TemplateCard.tsx';
import { useTemplates } from '../panels/use-templates.ts';
import { useWorkflow } from '../state/use-document.ts';
import { KeyHint } from './KeyHint.tsx';

const SHOWN = 3;

/** What a workflow without nodes offers: templates, and a place for a clip. */
export function EmptyState() {
  const isEmpty = useWorkflow((workflow) => workflow !== undefined && workflow.nodes.size === 0);
  const hasNotes = useWorkflow((workflow) => (workflow?.notes.size ?? 0) + (workflow?.groups.size ?? 0) > 0);
  return isEmpty && !hasNotes ? <Offers /> : null;
}

function Offers() {
  const { templates } = useTemplates();
  const open = useCommand('file.open');
  const panel = useStore(editor.views, (state) => state.panel);
  return (
    <section className="empty" aria-label="Start here">
      <h2>Turn a blockout into photoreal footage.</h2>
      <p className="empty__drop">
        <Film size={16} aria-hidden />
        Drop a clip here, or start from a template:
      </p>
      <div className="empty__cards">
        {templates.slice(0, SHOWN).map((template) => (
          <TemplateCard key={template.id} template={template} />
        ))}
      </div>
      <p className="empty__more">
        <button type="button" className="button button--quiet" onClick={open.run}>
          Open a workflow…
        </button>
        {templates.length > SHOWN && panel !== 'templates' && (
          <button
            type="button"
            className="button button--quiet"
            onClick={() => editor.views.setState({ panel: 'templates' })}
          >
            All {templates.length} templates
          </button>
        )}
      </p>
      <KeyHint />
    </section>
  );
}
