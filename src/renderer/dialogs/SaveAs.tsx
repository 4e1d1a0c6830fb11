import { type FormEvent, useId, useState } from 'react';
import { saveWorkflow } from '../../engine/save-document.ts';
import { editor } from '../commands/editor.ts';
import { download, type LibrarySave, saveToLibrary } from '../commands/file-save.ts';
import { dialogStore } from '../state/dialog-store.ts';
import { useActiveTab } from '../state/use-document.ts';
import { DialogFrame } from './DialogFrame.tsx';

type Refused = LibrarySave & { readonly ok: false };

/** Asks for a name and saves into the user's collection. */
export function SaveAs() {
  const id = useId();
  const tab = useActiveTab();
  const [refused, setRefused] = useState<Refused | null>(null);
  const [name, setName] = useState(tab?.versioned.workflow.name ?? '');
  const { close } = dialogStore.getState();

  async function save(overwrite: boolean) {
    const saved = await saveToLibrary(editor, name.trim(), overwrite);
    if (saved.ok) close();
    else setRefused(saved);
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    void save(false);
  }

  return (
    <DialogFrame title="Save as" about="Into your collection of workflows on this machine." width={440}>
      <form className="stack" onSubmit={submit}>
        <label htmlFor={id}>Name</label>
        <input
          id={id}
          className="input"
          value={name}
          required
          maxLength={120}
          aria-invalid={refused !== null || undefined}
          onChange={(event) => {
            setName(event.target.value);
            setRefused(null);
          }}
          onFocus={(event) => event.target.select()}
        />
        {refused && (
          <p className="refusal" role="alert">
            {refused.problem.message} {refused.problem.fix}
          </p>
        )}
        <footer className="dialog__foot">
          {tab && (
            <button
              type="button"
              className="button button--quiet"
              onClick={() => download(`${name || 'workflow'}.json`, saveWorkflow(tab.versioned.workflow))}
            >
              Download a copy
            </button>
          )}
          {refused?.isTaken ? (
            <button type="button" className="button button--primary" onClick={() => void save(true)}>
              Replace “{name.trim()}”
            </button>
          ) : (
            <button type="submit" className="button button--primary" disabled={name.trim() === ''}>
              Save
            </button>
          )}
        </footer>
      </form>
    </DialogFrame>
  );
}
