import { Download } from 'lucide-react';
import { documentOfWorkflow } from '../../engine/save-document.ts';
import { editor } from '../commands/editor.ts';
import { download } from '../commands/file-save.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { dialogStore } from '../state/dialog-store.ts';
import { notifyDone } from '../state/notify.ts';
import { useActiveTab } from '../state/use-document.ts';
import { DialogFrame } from './DialogFrame.tsx';

/** Makes a copy that gives nothing away, and says what was left out. */
export function Share() {
  const tab = useActiveTab();
  const workflow = tab?.versioned.workflow;
  const answer = useAnswer(
    () => editor.client.share(workflow ? documentOfWorkflow(workflow) : {}),
    workflow?.id ?? '',
  );
  function save() {
    if (!answer?.ok || !workflow) return;
    download(`${workflow.name}.json`, `${JSON.stringify(answer.value.document, null, 2)}\n`);
    dialogStore.getState().close();
    notifyDone(`The copy of “${workflow.name}” is in your downloads.`);
  }
  return (
    <DialogFrame
      title="Export for sharing"
      about="A copy of the workflow without anything private. Media files are named, not included."
      width={480}
    >
      {answer && !answer.ok && (
        <p className="refusal">
          {answer.problem.message} {answer.problem.fix}
        </p>
      )}
      {answer?.ok && (
        <>
          <h3>Left out</h3>
          <ul className="bullets">
            {answer.value.removed.length === 0 && <li>Nothing: this workflow holds nothing private.</li>}
            {answer.value.removed.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <footer className="dialog__foot">
            <button type="button" className="button button--primary" onClick={save}>
              <Download size={14} aria-hidden /> Download the copy
            </button>
          </footer>
        </>
      )}
    </DialogFrame>
  );
}
