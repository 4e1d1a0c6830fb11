import { CircleAlert } from 'lucide-react';
import { copyDiagnostics } from '../commands/diagnostics.ts';

/** A part that could not be drawn. */
export interface Broken {
  /** What it is, as the user calls it: “This preview”. */
  readonly what: string;
  /** Draws it again; null where that was tried and did not help. */
  readonly retry: (() => void) | null;
}

function BrokenWhat({ what }: Pick<Broken, 'what'>) {
  return (
    <p className="broken__what">
      <CircleAlert size={14} aria-hidden />
      <span>{what} can’t be shown.</span>
    </p>
  );
}

/** In the place of a part that could not be drawn: what happened and the way out. */
export function BrokenPart({ what, retry }: Broken) {
  return (
    <div className="broken nodrag" role="alert">
      <BrokenWhat what={what} />
      <p className="broken__rest quiet">
        {retry
          ? 'Your work is kept, and the rest goes on.'
          : 'Your work is kept. Reload the window if it stays.'}
      </p>
      <p className="broken__ways">
        <RetryButton retry={retry} />
        <button
          type="button"
          className="button button--small button--quiet"
          onClick={() => void copyDiagnostics()}
        >
          Copy diagnostics
        </button>
      </p>
    </div>
  );
}

/** The same where there is room for one line. */
export function BrokenLine({ what, retry }: Broken) {
  return (
    <div className="broken broken--line" role="alert">
      <BrokenWhat what={what} />
      <RetryButton retry={retry} />
    </div>
  );
}

/** Draws the part again; where that did not help, the whole window: every edit is kept as a draft. */
export function RetryButton({ retry }: Pick<Broken, 'retry'>) {
  return retry ? (
    <button type="button" className="button button--small" onClick={retry}>
      Try again
    </button>
  ) : (
    <button type="button" className="button button--small" onClick={() => location.reload()}>
      Reload the window
    </button>
  );
}
