import { editor } from '../commands/editor.ts';
import { Elapsed } from '../parts/Elapsed.tsx';
import { frameNodes } from '../stage/view-moves.ts';
import type { NodeRun } from '../state/node-run.ts';

interface RunningNodeProps {
  readonly nodeId: string;
  readonly title: string;
  readonly run: NodeRun;
}

/** Progress of one node: click to see it on the canvas. */
export function RunningNode({ nodeId, title, run }: RunningNodeProps) {
  const fraction = run.state === 'running' ? run.fraction : null;
  const log = run.state === 'running' || run.state === 'queued' ? run.log.at(-1) : undefined;
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
        data-waiting={run.state === 'queued' || undefined}
      />
      <span className="running__state quiet">
        {wordsOf(run)}
        {run.state === 'running' && (
          <>
            {' · '}
            <Elapsed sinceMs={run.startedAtMs} />
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

function wordsOf(run: NodeRun): string {
  if (run.state === 'queued')
    return run.position === null ? 'waiting' : `in the queue, place ${run.position + 1}`;
  if (run.state !== 'running') return '';
  const share = run.fraction === null ? '' : ` ${Math.round(100 * run.fraction)} %`;
  return `${run.what}${share}`;
}
