import { editor } from '../commands/editor.ts';
import { Elapsed } from '../parts/Elapsed.tsx';
import { frameNodes } from '../stage/view-moves.ts';
import type { CellRun } from '../state/node-run.ts';
import type { NodeSummary } from '../state/node-summary.ts';
import { useCellRun } from '../state/use-run.ts';

interface RunningNodeProps {
  readonly nodeId: string;
  readonly title: string;
  readonly summary: NodeSummary;
}

/** Progress of one node over all its cells: click to see it on the canvas. */
export function RunningNode({ nodeId, title, summary }: RunningNodeProps) {
  const { state, fraction, cellCount, doneCount, startedAtMs } = summary;
  const run = useCellRun(nodeId);
  const isOne = cellCount === 1;
  const log = isOne && (run.state === 'running' || run.state === 'queued') ? run.log.at(-1) : undefined;
  function show() {
    editor.views.getState().select({ nodes: new Set([nodeId]) });
    frameNodes([nodeId]);
  }
  return (
    <li className="running">
      <button type="button" className="running__title clip" onClick={show}>
        {title}
      </button>
      <progress
        className="running__bar"
        aria-label={`Progress of ${title}`}
        max={1}
        value={fraction ?? undefined}
        data-waiting={state === 'queued' || undefined}
      />
      <span className="running__state quiet">
        {isOne ? wordsOf(run) : `${doneCount} of ${cellCount}`}
        {state === 'running' && startedAtMs !== null && (
          <>
            {' · '}
            <Elapsed sinceMs={startedAtMs} />
          </>
        )}
      </span>
      {log && (
        <span className="running__log quiet clip" title={log}>
          {log}
        </span>
      )}
    </li>
  );
}

function wordsOf(run: CellRun): string {
  if (run.state === 'queued')
    return run.position === null ? 'waiting' : `in the queue, place ${run.position + 1}`;
  if (run.state !== 'running') return '';
  const share = run.fraction === null ? '' : ` ${Math.round(100 * run.fraction)} %`;
  return `${run.what}${share}`;
}
