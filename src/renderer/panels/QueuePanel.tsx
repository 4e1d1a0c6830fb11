import { useStore } from 'zustand';
import { isOpen } from '../../fal/job-state.ts';
import { ErrorBoundary } from '../boundaries/ErrorBoundary.tsx';
import { editor } from '../commands/editor.ts';
import { cancelEverything } from '../commands/run-start.ts';
import { summaryOf } from '../state/node-summary.ts';
import { registry } from '../state/registry.ts';
import { useWorkflow } from '../state/use-document.ts';
import { useTabRun } from '../state/use-run.ts';
import { JobRow } from './JobRow.tsx';
import { RunningNode } from './RunningNode.tsx';

/** What is going on now: nodes of this workflow at work and every open job. */
export function QueuePanel() {
  const jobs = useStore(editor.host, (state) => state.jobs).filter((job) => isOpen(job.state));
  const nodes = useTabRun((run) => run.nodes);
  const plan = useTabRun((run) => run.plan);
  const status = useTabRun((run) => run.status);
  const workflow = useWorkflow((present) => present);
  const busy = Object.entries(nodes).flatMap(([id, run]) => {
    const summary = summaryOf(run, plan?.nodes[id]);
    return summary.state === 'running' || summary.state === 'queued' ? [{ id, summary }] : [];
  });
  const isIdle = jobs.length === 0 && status !== 'running';
  return (
    <div className="queue">
      {isIdle ? (
        <p className="hint">Nothing is running. Press Run, and every node and job shows its progress here.</p>
      ) : (
        <header className="queue__head">
          <span>
            {busy.length} {busy.length === 1 ? 'node' : 'nodes'} to go · {jobs.length} open{' '}
            {jobs.length === 1 ? 'job' : 'jobs'}
          </span>
          <button
            type="button"
            className="button button--small"
            onClick={() => void cancelEverything(editor)}
          >
            Cancel all
          </button>
        </header>
      )}
      {busy.length > 0 && (
        <ul className="queue__nodes" aria-label="Nodes at work">
          {busy.map(({ id, summary }) => {
            const node = workflow?.nodes.get(id);
            const title = node?.title ?? (node && registry.of(node)?.title) ?? id;
            return <RunningNode key={id} nodeId={id} title={title} summary={summary} />;
          })}
        </ul>
      )}
      {jobs.map((job) => (
        <ErrorBoundary key={job.id} what="This job" of={[job]}>
          <JobRow job={job} />
        </ErrorBoundary>
      ))}
    </div>
  );
}
