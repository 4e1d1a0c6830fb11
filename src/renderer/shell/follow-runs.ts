import type { JobView } from '../../host/jobs/job-view.ts';
import type { Editor } from '../commands/editor.ts';
import { refreshAssets, refreshHost, refreshSpending, refreshStorage } from '../commands/refresh-host.ts';
import { type FedEvent, followHost } from '../host/event-feed.ts';
import type { Tab } from '../state/document-store.ts';
import { cellsToRun, nodesToRun } from '../state/plan-summary.ts';
import { NO_RUN, type Take } from '../state/run-store.ts';
import { announceRun } from './announce-run.ts';

/** Carries what happens on the host into the stores, for as long as the window lives. */
export function followRuns(editor: Editor, askPlan: () => void): void {
  const { documents, runs, host, client } = editor;
  followHost({
    onEvent: (event) => take(editor, event),
    onConnection(isConnected) {
      const was = host.getState().connection;
      host.setState({ connection: isConnected ? 'connected' : 'lost' });
      if (isConnected && was === 'lost') void refreshHost(editor).then(askPlan);
    },
  });
  void client.runs().then((answer) => {
    if (!answer.ok) return;
    for (const { id, workflowId, status, startedAtMs } of answer.value.runs) {
      const tab = tabOf(editor, workflowId);
      if (tab && status === 'running') runs.getState().startRun(tab.id, id, startedAtMs, []);
    }
  });
  const showTakes = () => {
    for (const tab of documents.getState().tabs) putTakes(editor, tab);
  };
  documents.subscribe(({ tabs }, before) => tabs.length !== before.tabs.length && showTakes());
  host.subscribe(({ jobs }, before) => jobs !== before.jobs && showTakes());
  showTakes();
}

function take(editor: Editor, event: FedEvent): void {
  const { runs, host } = editor;
  switch (event.kind) {
    case 'run-started': {
      const tab = tabOf(editor, event.workflowId);
      if (!tab) return;
      const { plan } = runs.getState().byTab[tab.id] ?? NO_RUN;
      runs.getState().startRun(tab.id, event.runId, event.atMs, cellsToRun(plan, nodesToRun(plan)));
      return;
    }
    case 'run-event':
      runs.getState().applyRunEvent(event.runId, event.event, event.atMs);
      return;
    case 'run-finished': {
      const tabId = tabOfRun(editor, event.runId);
      const startedAtMs = tabId ? runs.getState().byTab[tabId]?.startedAtMs : null;
      runs.getState().finishRun(event.runId, event.status, event.problems);
      if (tabId) announceRun(editor, tabId, event, event.atMs - (startedAtMs ?? event.atMs));
      void refreshSpending(editor);
      void refreshAssets(editor);
      return;
    }
    case 'job': {
      const before = host.getState().jobs.find(({ id }) => id === event.job.id);
      host.getState().putJob(event.job);
      if (event.job.finishedAtMs !== null)
        runs.getState().setCost(event.job.runId, cellOf(event.job), event.job.costUsd);
      // Nobody tells here how a run of another host goes, nor that a lost job was found, or closed by hand.
      if (!tabOfRun(editor, event.job.runId) || before?.charge !== event.job.charge)
        void refreshSpending(editor);
      return;
    }
    case 'storage':
      void refreshStorage(editor);
      return;
    case 'feed-restarted':
      void refreshHost(editor);
      return;
  }
}

/** The tab with this workflow, the one in front if several have it. */
function tabOf({ documents }: Editor, workflowId: string): Tab | undefined {
  const { tabs, activeId } = documents.getState();
  const having = tabs.filter((tab) => tab.versioned.workflow.id === workflowId);
  return having.find(({ id }) => id === activeId) ?? having[0];
}

function tabOfRun({ runs }: Editor, runId: string): string | undefined {
  return Object.entries(runs.getState().byTab).find(([, run]) => run.runId === runId)?.[0];
}

const cellOf = ({ nodeId, places }: JobView) => ({ nodeId, places: places ?? {} });

/** The takes of each node of a tab, from the ledger. */
function putTakes({ runs, host }: Editor, tab: Tab): void {
  const byNode = new Map<string, Take[]>();
  for (const job of host.getState().jobs) {
    if (job.workflowId !== tab.versioned.workflow.id || job.state !== 'done' || job.asset === null) continue;
    const takes = byNode.get(job.nodeId) ?? [];
    const atMs = job.finishedAtMs ?? job.updatedAtMs;
    takes.push({
      jobId: job.id,
      asset: job.asset,
      name: job.workflowName,
      atMs,
      costUsd: job.costUsd,
      seed: job.seed,
      places: job.places,
    });
    byNode.set(job.nodeId, takes);
  }
  const known = runs.getState().byTab[tab.id]?.takes ?? {};
  for (const [nodeId, takes] of byNode) {
    takes.sort((a, b) => b.atMs - a.atMs);
    if (JSON.stringify(takes) !== JSON.stringify(known[nodeId]))
      runs.getState().setTakes(tab.id, nodeId, takes);
  }
}
