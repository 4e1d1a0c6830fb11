import type { Edit } from '../../engine/edits.ts';
import type { Problem } from '../../engine/problem.ts';
import { documentOfWorkflow } from '../../engine/save-document.ts';
import { notifyNote, notifyProblem } from '../shell/notify.ts';
import { askToNotify } from '../shell/notify-system.ts';
import { activeTab } from '../state/document-store.ts';
import { registry } from '../state/registry.ts';
import { NO_RUN } from '../state/run-store.ts';
import type { Editor } from './editor.ts';

export interface RunWish {
  /** Node ids to run for; null runs everything that shows or keeps a result. */
  readonly targets?: readonly string[] | null;
  /** Nodes whose kept results don't count. */
  readonly again?: readonly string[];
}

/** Runs the active workflow: what has not changed is taken from before. */
export async function startRun(editor: Editor, { targets = null, again = [] }: RunWish = {}): Promise<void> {
  const { documents, runs, client } = editor;
  const tab = activeTab(documents.getState());
  if (!tab) return;
  const { pins, plan } = runs.getState().byTab[tab.id] ?? NO_RUN;
  const question = { document: documentOfWorkflow(tab.versioned.workflow), path: tab.path, pins };
  if (targets === null && plan && !plan.isRunnable) {
    // What is known may be older than the last edit.
    const fresh = await client.plan(question);
    if (fresh.ok && !fresh.value.isRunnable) return showFirstProblem(editor, fresh.value.problems);
  }
  askToNotify();
  const answer = await client.startRun({ ...question, targets, again });
  if (!answer.ok) return notifyProblem(answer.problem, { id: 'run' });
  const { runId, edits, nodes } = answer.value;
  applySeeds(editor, tab.id, edits);
  const ran = documents.getState().tabs.find(({ id }) => id === tab.id)?.versioned.workflow;
  runs.getState().changeTab(tab.id, { ranWorkflow: ran ?? null });
  const willRun = nodes.filter((node) => node.willRun).map(({ nodeId }) => nodeId);
  const run = runs.getState().byTab[tab.id];
  // The feed may have told of this run already, and even of its end.
  if (run?.runId !== runId) runs.getState().startRun(tab.id, runId, Date.now(), willRun);
  if (!answer.value.isRunnable) showFirstProblem(editor, answer.value.problems);
  else if (willRun.length === 0)
    notifyNote('Nothing has changed since the last run: the kept results are shown.');
}

/** The seeds that the host settled become part of the workflow, so that the seed shown is the one used. */
function applySeeds({ documents }: Editor, tabId: string, edits: readonly Edit[]): void {
  const { activeId, edit } = documents.getState();
  if (edits.length > 0 && activeId === tabId) edit({ kind: 'batch', edits }, 'Draw seeds for the run');
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
  const where = node ? `${node.title ?? registry.of(node)?.title ?? node.type}: ` : '';
  notifyProblem({ message: `${where}${problem.message}`, fix: problem.fix }, { id: 'run' });
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
  const open = host.getState().jobs.filter(({ state }) => OPEN.has(state));
  const answers = await Promise.all([
    ...going.map(({ id }) => client.cancelRun(id)),
    ...open.map(({ id }) => client.cancelJob(id)),
  ]);
  for (const answer of answers) if (!answer.ok) notifyProblem(answer.problem, { id: 'cancel' });
}

const OPEN: ReadonlySet<string> = new Set(['intended', 'submitted', 'queued', 'running', 'fetching']);

/** Whether something may still come of a job in this state. */
export function isOpenJob({ state }: { readonly state: string }): boolean {
  return OPEN.has(state);
}
