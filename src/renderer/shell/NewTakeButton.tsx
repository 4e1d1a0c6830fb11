import { Clapperboard } from 'lucide-react';
import { useStore } from 'zustand';
import { formatSpending } from '../../fal/price.ts';
import { editor } from '../commands/editor.ts';
import { holdOnJobs } from '../commands/held-runs.ts';
import { useCommand } from '../commands/use-editor.ts';
import { ariaShortcut } from '../parts/key-chord.ts';
import { shownPlan } from '../state/shown-price.ts';
import { useTabRun } from '../state/use-run.ts';

const TITLE =
  'Draws another random seed, or takes the next number, and pays for the take. A fixed seed asks for the same again. The takes that are there stay.';

/** Asks for another take of what has one; there is nothing to ask for before the first run. */
export function NewTakeButton() {
  const { command, chord, run } = useCommand('run.new-take');
  const newTake = useTabRun(({ plan }) => plan?.newTake ?? null);
  const isShown = useTabRun((state) => shownPlan(state)?.isRunnable === true);
  const status = useTabRun((state) => state.status);
  useTabRun((state) => state.isStarting);
  useStore(editor.documents, (state) => state.tabs);
  useStore(editor.host, (state) => state.storage);
  const hold = holdOnJobs(editor);
  if (newTake === null || newTake.jobCount === 0 || status === 'running') return null;
  return (
    <button
      type="button"
      className="new-take"
      disabled={!isShown || command.isEnabled?.(editor) === false}
      aria-keyshortcuts={chord && ariaShortcut(chord)}
      title={hold ? `${hold.message} ${hold.fix}` : TITLE}
      onClick={run}
    >
      <Clapperboard size={14} aria-hidden />
      <span className="new-take__name">New take</span>
      {isShown && (
        <span className="new-take__price">
          {newTake.jobCount > 1 && `${newTake.jobCount} jobs · `}
          {formatSpending(newTake)}
        </span>
      )}
    </button>
  );
}
