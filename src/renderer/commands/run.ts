import { isOpen } from '../../fal/job-state.ts';
import { activeWorkflow } from '../state/document-store.ts';
import { registry } from '../state/registry.ts';
import { type Command, NO_KEYS, sameKeys } from './command.ts';
import type { Editor } from './editor.ts';
import { holdOnJobs, holdOnRun } from './held-runs.ts';
import { cancelEverything, cancelRun, startRun } from './run-start.ts';

function isRunning({ documents, runs }: Editor): boolean {
  const { activeId } = documents.getState();
  return activeId !== null && runs.getState().byTab[activeId]?.status === 'running';
}

/** Whether a run may be started: one press at a time. */
function isIdle(editor: Editor): boolean {
  const { activeId } = editor.documents.getState();
  const isStarting = activeId !== null && editor.runs.getState().byTab[activeId]?.isStarting === true;
  return !isStarting && !isRunning(editor);
}

const hasNodes = ({ documents }: Editor) => (activeWorkflow(documents.getState())?.nodes.size ?? 0) > 0;

/** The nodes that cost money. */
function spenders({ documents }: Editor): string[] {
  const workflow = activeWorkflow(documents.getState());
  const ids: string[] = [];
  workflow?.nodes.forEach((node) => {
    if (registry.of(node)?.effect === 'spend') ids.push(node.id);
  });
  return ids;
}

const selectedSpenders = (editor: Editor) =>
  spenders(editor).filter((id) => editor.views.getState().selection.nodes.has(id));

/** Running and stopping. */
export const runCommands: readonly Command[] = [
  {
    id: 'run.all',
    label: 'Run',
    category: 'Run',
    menuGroup: 1,
    shortcuts: sameKeys('Ctrl+Enter'),
    words: 'start queue render submit changed',
    whileTyping: true,
    isEnabled: (editor) => hasNodes(editor) && isIdle(editor) && !holdOnRun(editor),
    run: (editor) => startRun(editor),
  },
  {
    id: 'run.selected',
    label: 'Run up to the selection',
    category: 'Run',
    menuGroup: 1,
    shortcuts: sameKeys('Alt+Enter'),
    words: 'run to here partial selected',
    whileTyping: true,
    isEnabled: (editor) =>
      editor.views.getState().selection.nodes.size > 0 && isIdle(editor) && !holdOnRun(editor),
    run: (editor) => startRun(editor, { targets: [...editor.views.getState().selection.nodes] }),
  },
  {
    id: 'run.new-take',
    label: 'New take',
    category: 'Run',
    menuGroup: 1,
    shortcuts: sameKeys('Ctrl+Shift+Enter'),
    words: 'another random seed run again force ignore kept result cache',
    whileTyping: true,
    isEnabled: (editor) => spenders(editor).length > 0 && isIdle(editor) && !holdOnJobs(editor),
    run: (editor) => startRun(editor, { newTake: true }),
  },
  {
    id: 'run.new-take-selected',
    label: 'New take of the selection',
    category: 'Run',
    menuGroup: 1,
    shortcuts: sameKeys('Alt+Shift+Enter'),
    words: 'another random seed run again force partial selected',
    whileTyping: true,
    isEnabled: (editor) => selectedSpenders(editor).length > 0 && isIdle(editor) && !holdOnJobs(editor),
    run: (editor) => startRun(editor, { newTake: selectedSpenders(editor) }),
  },
  {
    id: 'run.cancel',
    label: 'Cancel run',
    category: 'Run',
    menuGroup: 2,
    shortcuts: sameKeys('Ctrl+Alt+Enter'),
    words: 'stop abort interrupt',
    whileTyping: true,
    isEnabled: isRunning,
    run: cancelRun,
  },
  {
    id: 'run.cancel-all',
    label: 'Cancel all runs and jobs',
    category: 'Run',
    menuGroup: 2,
    shortcuts: NO_KEYS,
    words: 'stop everything clear queue',
    isEnabled: (editor) => isRunning(editor) || editor.host.getState().jobs.some((job) => isOpen(job.state)),
    run: cancelEverything,
  },
];
