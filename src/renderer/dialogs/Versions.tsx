import { History } from 'lucide-react';
import { workflowOfJson } from '../../engine/load-document.ts';
import { editor } from '../commands/editor.ts';
import { hostClient } from '../host/host-client.ts';
import { formatClock, formatExactly } from '../parts/format-facts.ts';
import { RowList } from '../parts/RowList.tsx';
import { useAnswer } from '../parts/use-answer.ts';
import { dialogStore } from '../state/dialog-store.ts';
import { notifyDone, notifyProblem } from '../state/notify.ts';
import { registry } from '../state/registry.ts';
import { DialogFrame } from './DialogFrame.tsx';

/** Earlier states of a workflow, as its draft was kept; each opens beside the present one. */
export function Versions({ draftId }: { readonly draftId: string }) {
  const answer = useAnswer(() => hostClient.draftVersions(draftId), draftId);
  return (
    <DialogFrame
      title="Earlier versions"
      about="Every edit is kept. A version opens in a tab of its own, so nothing is lost."
      width={480}
    >
      {answer && !answer.ok && (
        <p className="refusal">
          {answer.problem.message} {answer.problem.fix}
        </p>
      )}
      {answer?.ok && answer.value.versions.length === 0 && (
        <p className="hint">There is no earlier version of this workflow yet.</p>
      )}
      <RowList className="dialog__scroll">
        <ul className="filelist">
          {answer?.ok &&
            answer.value.versions.map((version) => (
              <li key={version.versionId}>
                <button
                  type="button"
                  className="filelist__row"
                  data-row
                  onClick={() => void open(draftId, version.versionId, version.savedAtMs)}
                >
                  <History size={16} aria-hidden />
                  <b>{formatExactly(version.savedAtMs)}</b>
                  <span className="quiet clip">
                    {version.name} · {version.nodeCount} {version.nodeCount === 1 ? 'node' : 'nodes'}
                  </span>
                </button>
              </li>
            ))}
        </ul>
      </RowList>
    </DialogFrame>
  );
}

async function open(draftId: string, versionId: string, savedAtMs: number): Promise<void> {
  const answer = await hostClient.draftVersion(draftId, versionId);
  if (!answer.ok) return notifyProblem(answer.problem);
  const loaded = workflowOfJson(answer.value.document, registry);
  if (!loaded.ok) return notifyProblem(loaded.problem);
  dialogStore.getState().close();
  const time = formatClock(savedAtMs);
  const name = `${loaded.workflow.name} (${time})`;
  editor.documents.getState().openTab({ workflow: { ...loaded.workflow, name } });
  notifyDone(`The version of ${time} is open as “${name}”.`);
}
