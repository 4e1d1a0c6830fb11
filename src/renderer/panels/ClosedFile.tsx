import { mediaAt } from '../../documents/missing-media.ts';
import type { Problem } from '../../engine/problem.ts';
import { editor } from '../commands/editor.ts';
import { linkMedia } from '../commands/link-media.ts';
import { allowReading, readOfferOf } from '../commands/read-grants.ts';
import { ACCEPTED_FILES } from '../fields/accepted-files.ts';
import { useFileInput } from '../fields/use-file-input.tsx';
import { notifyProblem } from '../state/notify.ts';
import { registry } from '../state/registry.ts';
import { useWorkflow } from '../state/use-document.ts';

/** The ways out where a workflow names what it may not read: leave for it, or the file chosen by hand. */
export function ClosedFile({ problem }: { readonly problem: Problem }) {
  const workflow = useWorkflow((present) => present);
  const at = workflow ? mediaAt(workflow, problem, registry) : null;
  const { input, choose } = useFileInput({
    accept: at ? ACCEPTED_FILES[at.accepts] : undefined,
    onFiles: ([file]) => void take(file!),
  });
  if (!workflow) return null;
  const offer = readOfferOf(workflow, problem);

  async function take(file: File): Promise<void> {
    if (!at) return;
    const { trouble } = await linkMedia(editor, [{ at, file }]);
    if (trouble) notifyProblem({ message: trouble, fix: '' });
  }

  return (
    <>
      {offer && (
        <button
          type="button"
          className="button button--small"
          title={offer.path}
          onClick={() => void allowReading(editor, offer.path)}
        >
          {offer.label}
        </button>
      )}
      {at && (
        <>
          <button type="button" className="button button--small" onClick={choose}>
            Browse…
          </button>
          {input}
        </>
      )}
    </>
  );
}
