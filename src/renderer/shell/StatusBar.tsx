import { Circle, CircleAlert, CircleCheck, TriangleAlert, Unplug } from 'lucide-react';
import { useStore } from 'zustand';
import { isOpen } from '../../fal/job-state.ts';
import { editor } from '../commands/editor.ts';
import { formatClock } from '../parts/format-facts.ts';
import { isDirty } from '../state/document-store.ts';
import { sessionStore } from '../state/session-store.ts';
import { useActiveTab, useWorkflow } from '../state/use-document.ts';
import { useTabRun } from '../state/use-run.ts';

/** One line of facts: problems, size, whether all is kept, and the provider's load. */
export function StatusBar() {
  return (
    <footer className="status">
      <Problems />
      <Size />
      <Kept />
      <span className="status__space" />
      <Uploads />
      <Connection />
      <Load />
    </footer>
  );
}

function Problems() {
  const isEmpty = useWorkflow((workflow) => !workflow || workflow.nodes.size === 0);
  // An empty workflow has nothing wrong with it yet.
  const count = useTabRun((run) => (isEmpty ? 0 : (run.plan?.problems.length ?? 0)));
  const isBad = useTabRun((run) => run.plan !== null && !run.plan.isRunnable);
  const Icon = count === 0 ? CircleCheck : isBad ? CircleAlert : TriangleAlert;
  const show = () => {
    editor.views.getState().select({});
    editor.views.setState({ inspectorOpen: true });
  };
  return (
    <button
      type="button"
      className={count === 0 ? 'status__item' : `status__item status__item--${isBad ? 'bad' : 'warn'}`}
      onClick={show}
    >
      <Icon size={12} aria-hidden /> problems {count}
    </button>
  );
}

function Size() {
  const nodeCount = useWorkflow((workflow) => workflow?.nodes.size ?? 0);
  const selectedCount = useStore(editor.views, (state) => state.selection.nodes.size);
  return (
    <span className="status__item">
      {nodeCount} {nodeCount === 1 ? 'node' : 'nodes'}
      {selectedCount > 0 && `, ${selectedCount} selected`}
    </span>
  );
}

function Kept() {
  const tab = useActiveTab();
  const keptAtMs = useStore(sessionStore, (state) => (tab ? state.keptAtMs[tab.id] : undefined));
  const savedAtMs = useStore(sessionStore, (state) => (tab ? state.savedAtMs[tab.id] : undefined));
  const trouble = useStore(sessionStore, (state) => state.keepTrouble);
  if (!tab) return null;
  if (trouble)
    return (
      <span className="status__item status__item--bad" role="status" title={trouble}>
        <CircleAlert size={12} aria-hidden /> not kept yet, trying again
      </span>
    );
  if (!isDirty(tab))
    return tab.path ? (
      <span className="status__item">saved{savedAtMs !== undefined && ` ${formatClock(savedAtMs)}`}</span>
    ) : null;
  return (
    <span className="status__item" title="Every edit is kept as a draft; saving writes the file.">
      <Circle size={8} fill="currentColor" aria-hidden /> unsaved
      {keptAtMs !== undefined && `, draft kept ${formatClock(keptAtMs)}`}
    </span>
  );
}

function Uploads() {
  const names = useStore(sessionStore, (state) => state.uploading);
  if (names.length === 0) return null;
  return (
    <span className="status__item" role="status">
      adding {names.length === 1 ? names[0] : `${names.length} files`}…
    </span>
  );
}

function Connection() {
  const connection = useStore(editor.host, (state) => state.connection);
  if (connection !== 'lost') return null;
  return (
    <span className="status__item status__item--bad" role="status">
      <Unplug size={12} aria-hidden /> Blockout’s server does not answer, trying again
    </span>
  );
}

function Load() {
  const provider = useStore(editor.host, (state) => state.currentProvider);
  const count = useStore(editor.host, (state) => state.jobs.filter((job) => isOpen(job.state)).length);
  if (provider === null) return null;
  return (
    <span className="status__item">
      {provider}: {count} running
    </span>
  );
}
