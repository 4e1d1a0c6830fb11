import { useState } from 'react';
import { type MediaAt, missingMedia, nameOfRef } from '../../documents/missing-media.ts';
import { editor } from '../commands/editor.ts';
import { type LinkPairs, linkMedia } from '../commands/link-media.ts';
import { ACCEPTED_FILES } from '../fields/accepted-files.ts';
import { useFileInput } from '../fields/use-file-input.tsx';
import { dialogStore } from '../state/dialog-store.ts';
import { registry } from '../state/registry.ts';
import { useWorkflow } from '../state/use-document.ts';
import { useTabRun } from '../state/use-run.ts';
import { DialogFrame } from './DialogFrame.tsx';

/** Every file the workflow can't find, with a way to point at it. */
export function Relink() {
  const workflow = useWorkflow((present) => present);
  const plan = useTabRun((run) => run.plan);
  const missing = workflow ? missingMedia(workflow, plan?.problems ?? [], registry) : [];
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const many = useFileInput({ multiple: true, onFiles: (files) => void linkByName(files) });

  async function link(pairs: LinkPairs) {
    setBusy(true);
    const { linkedCount, trouble: refused } = await linkMedia(editor, pairs);
    setBusy(false);
    setTrouble(refused);
    if (linkedCount > 0 && linkedCount === missing.length) dialogStore.getState().close();
  }

  /** Several files at once find their places by name. */
  function linkByName(files: readonly File[]) {
    const pairs = missing.flatMap((at) => {
      const file = files.find(({ name }) => name.toLowerCase() === nameOfRef(at.ref).toLowerCase());
      return file ? [{ at, file }] : [];
    });
    if (pairs.length > 0) return link(pairs);
    setTrouble('None of these files has the name of a missing one. Choose them one by one.');
  }

  return (
    <DialogFrame
      title="Relink missing media"
      about="Point at the files this workflow can't find; copies are kept with Blockout from then on."
      width={560}
    >
      {missing.length === 0 && <p className="hint">Nothing is missing.</p>}
      <ul className="relink">
        {missing.map((at) => (
          <RelinkRow
            key={`${at.nodeId} ${at.param}`}
            missing={at}
            isBusy={isBusy}
            onFile={(file) => void link([{ at, file }])}
          />
        ))}
      </ul>
      {trouble && (
        <p className="refusal" role="alert">
          {trouble}
        </p>
      )}
      {missing.length > 1 && (
        <footer className="dialog__foot">
          <button type="button" className="button" disabled={isBusy} onClick={many.choose}>
            Choose several files…
          </button>
          {many.input}
        </footer>
      )}
    </DialogFrame>
  );
}

interface RelinkRowProps {
  readonly missing: MediaAt;
  readonly isBusy: boolean;
  onFile(file: File): void;
}

function RelinkRow({ missing, isBusy, onFile }: RelinkRowProps) {
  const { input, choose } = useFileInput({
    accept: ACCEPTED_FILES[missing.accepts],
    onFiles: ([file]) => onFile(file!),
  });
  return (
    <li className="relink__row">
      <div>
        <b>{nameOfRef(missing.ref)}</b>
        <p className="quiet">
          {missing.nodeTitle}, {missing.label.toLowerCase()}
        </p>
        <p className="quiet small">{missing.problem.message}</p>
      </div>
      <button
        type="button"
        className="button"
        disabled={isBusy}
        aria-label={`Choose a file for ${nameOfRef(missing.ref)}`}
        onClick={choose}
      >
        Choose…
      </button>
      {input}
    </li>
  );
}
