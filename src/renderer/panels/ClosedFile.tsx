import { useRef } from 'react';
import { mediaAt } from '../../documents/missing-media.ts';
import type { Problem } from '../../engine/problem.ts';
import { editor } from '../commands/editor.ts';
import { linkMedia } from '../commands/link-media.ts';
import { allowReading, readOfferOf } from '../commands/read-grants.ts';
import { ACCEPTED_FILES } from '../fields/accepted-files.ts';
import { notifyProblem } from '../shell/notify.ts';
import { registry } from '../state/registry.ts';
import { useWorkflow } from '../state/use-document.ts';

/** The ways out where a workflow names what it may not read: leave for it, or the file chosen by hand. */
export function ClosedFile({ problem }: { readonly problem: Problem }) {
  const workflow = useWorkflow((present) => present);
  const input = useRef<HTMLInputElement>(null);
  if (!workflow) return null;
  const offer = readOfferOf(workflow, problem);
  const at = mediaAt(workflow, problem, registry);

  async function take(file: File | undefined): Promise<void> {
    if (!file || !at) return;
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
          <button type="button" className="button button--small" onClick={() => input.current?.click()}>
            Browse…
          </button>
          <input
            ref={input}
            type="file"
            hidden
            accept={ACCEPTED_FILES[at.accepts]}
            onChange={(event) => {
              void take(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
        </>
      )}
    </>
  );
}
