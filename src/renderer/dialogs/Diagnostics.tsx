import { Copy } from 'lucide-react';
import { useState } from 'react';
import { putOnClipboard } from '../commands/diagnostics.ts';
import { editor } from '../commands/editor.ts';
import { useAnswer } from '../parts/use-answer.ts';
import { DialogFrame } from './DialogFrame.tsx';

/** The diagnostics as they would be handed on, with the choice whether they tell paths. */
export function Diagnostics() {
  const [withPaths, setWithPaths] = useState(false);
  const answer = useAnswer(() => editor.client.diagnostics(withPaths), String(withPaths));
  const text = answer?.ok ? answer.value.text : null;
  return (
    <DialogFrame
      title="Copy diagnostics"
      about="What helps to find out why something went wrong: versions, provider, ledger and the last lines of the log. It never holds a key, and nothing is sent."
      width={640}
    >
      {answer && !answer.ok && (
        <p className="refusal" role="alert">
          {answer.problem.message} {answer.problem.fix}
        </p>
      )}
      <textarea
        className="diagnostics"
        aria-label="Diagnostics"
        readOnly
        rows={16}
        value={text ?? 'Reading…'}
      />
      <footer className="dialog__foot dialog__foot--spread">
        <label className="line">
          <input
            type="checkbox"
            checked={withPaths}
            onChange={(event) => setWithPaths(event.target.checked)}
          />
          Tell paths and names too
        </label>
        <button
          type="button"
          className="button button--primary"
          disabled={text === null}
          onClick={() => text !== null && void putOnClipboard(text)}
        >
          <Copy size={14} aria-hidden /> Copy
        </button>
      </footer>
    </DialogFrame>
  );
}
