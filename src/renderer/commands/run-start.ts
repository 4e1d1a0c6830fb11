import { applyEdit, type Edit } from '../../engine/edits.ts';
import type { NewTake } from '../../engine/new-take.ts';
import type { Problem } from '../../engine/problem.ts';
import { documentOfWorkflow } from '../../engine/save-document.ts';
import type { Workflow, WorkflowNode } from '../../engine/workflow.ts';
import { isOpen } from '../../fal/job-state.ts';
import { formatSpending } from '../../fal/price.ts';
import type { Ceiling } from '../../host/runs/run-ceiling.ts';
import type { RunRefusal, StartedRun } from '../host/host-client.ts';
import { activeTab } from '../state/document-store.ts';
import { currentProviderOf } from '../state/host-store.ts';
import { notifyNote, notifyProblem } from '../state/notify.ts';
import { askToNotify } from '../state/notify-system.ts';
import { cellsToRun } from '../state/plan-summary.ts';
import { registry } from '../state/registry.ts';
import { NO_RUN } from '../state/run-store.ts';
import { shownCeiling, shownPlan } from '../state/shown-price.ts';
import type { Editor } from './editor.ts';
import { sendPress } from './send-press.ts';

export interface RunWish {
  /** Node ids to run for; null runs everything that shows or keeps a result. */
  readonly targets?: readonly string[] | null;
  /** Of what another take is wanted. */
  readonly newTake?: NewTake;
}

/**
 * Runs the active workflow: what has not changed is taken from before. One press is one run, and it sends no more than
 * its button showed, or than was `agreed` to since.
 */
export async function startRun(editor: Editor, wish: RunWish = {}, agreed?: Ceiling): Promise<void> {
  const { documents, runs, client } = editor;
  const tab = activeTab(documents.getState());
  if (!tab) return;
  const run = runs.getState().byTab[tab.id] ?? NO_RUN;
  if (run.isStarting || run.status === 'running') return;
  if (run.pricing.state === 'failed' && !agreed) return runs.getState().askPrice(tab.id);
  const { workflow } = tab.versioned;
  const { targets = null, newTake } = wish;
  const question = { document: documentOfWorkflow(workflow), path: tab.path, pins: run.pins };
  const ceiling = agreed ?? shownCeiling(run, newTake !== undefined);
  runs.getState().changeTab(tab.id, { isStarting: true });
  try {
    if (targets === null && shownPlan(run)?.isRunnable === false) {
      // What is known may be older than the last edit.
      const fresh = await client.plan(question);
      if (fresh.ok && !fresh.value.isRunnable) return showFirstProblem(editor, fresh.value.problems);
    }
    askToNotify();
    const answer = await sendPress(editor, tab.id, workflow, { ...question, targets, newTake, ceiling });
    if (answer.ok) return takeStart(editor, tab.id, workflow, answer.value);
    const { above, problems } = (answer.body ?? {}) as RunRefusal;
    if (above && !agreed && isFree(editor)) queueMicrotask(() => void startRun(editor, wish, above));
    else if (above) offerRun(editor, tab.id, answer.problem, wish, above);
    else if (problems) showFirstProblem(editor, problems);
    else notifyProblem(answer.problem, { id: 'run' });
  } finally {
    runs.getState().changeTab(tab.id, { isStarting: false });
  }
}

/** `pressed` is the workflow that was sent; the one in the tab may have been edited while the host was asked. */
function takeStart(editor: Editor, tabId: string, pressed: Workflow, started: StartedRun): void {
  const { runId, status, edits, willRun } = started;
  const { runs } = editor;
  applySeeds(editor, tabId, edits);
  const ran = applyEdit(pressed, { kind: 'batch', edits }).workflow;
  runs.getState().changeTab(tabId, { ranWorkflow: ran });
  if (status === null)
    notifyNote('This run was started before Blockout was restarted. Its jobs go on by themselves.');
  if (status !== 'running') return;
  // The feed may have told of this run already, and even of its end.
  const run = runs.getState().byTab[tabId] ?? NO_RUN;
  if (run.runId !== runId) runs.getState().startRun(tabId, runId, Date.now(), cellsToRun(run.plan, willRun));
  if (willRun.length === 0) notifyNote('Nothing has changed since the last run: the kept results are shown.');
}

/** Tells that a run costs more than was shown, with a button that starts it for that. */
export function offerRun(
  editor: Editor,
  tabId: string,
  problem: Pick<Problem, 'message' | 'fix'>,
  wish: RunWish,
  above: Ceiling,
): void {
  const { documents, runs } = editor;
  runs.getState().askPrice(tabId);
  const jobs = above.jobCount === 1 ? '1 job' : `${above.jobCount} jobs`;
  notifyProblem(problem, {
    id: 'run',
    action: {
      label: `Run ${jobs} for ${formatSpending(above)}`,
      onClick() {
        documents.getState().activate(tabId);
        void startRun(editor, wish, above);
      },
    },
  });
}

/** Whether nothing is charged for jobs now, so that nobody has to agree to a price. */
function isFree({ host }: Editor): boolean {
  return currentProviderOf(host.getState())?.isSimulated === true;
}

/** The seeds that the host settled become part of the workflow, so that the seed shown is the one used. */
function applySeeds({ documents }: Editor, tabId: string, edits: readonly Edit[]): void {
  if (edits.length > 0)
    documents.getState().editTab(tabId, { kind: 'batch', edits }, 'Draw seeds for the run');
}

/** Brings the first thing that stops a run before the user's eyes. */
function showFirstProblem({ views, documents }: Editor, problems: readonly Problem[]): void {
  const problem = problems.find(({ severity }) => severity === 'error');
  if (!problem) return;
  const node = problem.nodeId
    ? activeTab(documents.getState())?.versioned.workflow.nodes.get(problem.nodeId)
    : null;
  if (node) {
    views.getState().select({ nodes: new Set([node.id]) });
    views.setState({ inspectorOpen: true });
  }
  notifyProblem({ message: placedMessage(problem, node), fix: problem.fix }, { id: 'run' });
}

/** What happened, with the node and the cell in which it did. */
export function placedMessage({ message, places }: Problem, node: WorkflowNode | null | undefined): string {
  if (!node) return message;
  const title = node.title ?? registry.of(node)?.title ?? node.type;
  return `${[title, ...Object.values(places ?? {})].join(', ')}: ${message}`;
}

export async function cancelRun({ documents, runs, client }: Editor): Promise<void> {
  const { activeId } = documents.getState();
  const run = activeId ? runs.getState().byTab[activeId] : undefined;
  if (!run?.runId) return;
  const answer = await client.cancelRun(run.runId);
  if (!answer.ok) notifyProblem(answer.problem);
}

/** Cancels every run and every job that is still open at a provider. */
export async function cancelEverything({ host, client }: Editor): Promise<void> {
  const runs = await client.runs();
  if (!runs.ok) return notifyProblem(runs.problem);
  const going = runs.value.runs.filter(({ status }) => status === 'running');
  const open = host.getState().jobs.filter(({ state }) => isOpen(state));
  const answers = await Promise.all([
    ...going.map(({ id }) => client.cancelRun(id)),
    ...open.map(({ id }) => client.cancelJob(id)),
  ]);
  for (const answer of answers) if (!answer.ok) notifyProblem(answer.problem, { id: 'cancel' });
}
