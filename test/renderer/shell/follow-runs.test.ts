import { beforeEach, expect, test, vi } from 'vitest';
import type { JobView } from '../../../src/host/jobs/job-view.ts';
import type { HostEvent } from '../../../src/host/runs/event-feed.ts';
import { type Editor, editor as realEditor } from '../../../src/renderer/commands/editor.ts';
import { emptyWorkflow } from '../../../src/renderer/commands/file-open.ts';
import type { Answer } from '../../../src/renderer/host/answer.ts';
import type { FeedListener } from '../../../src/renderer/host/event-feed.ts';
import type { HostClient } from '../../../src/renderer/host/host-client.ts';
import { announceRun } from '../../../src/renderer/shell/announce-run.ts';
import { followRuns } from '../../../src/renderer/shell/follow-runs.ts';
import { createDocumentStore } from '../../../src/renderer/state/document-store.ts';
import { createHostStore } from '../../../src/renderer/state/host-store.ts';
import { cellRuns, NOT_RUN } from '../../../src/renderer/state/node-run.ts';
import { createRunStore } from '../../../src/renderer/state/run-store.ts';
import { ofShot, planOfShots } from '../fixtures/plan-of-shots.ts';

const feed = vi.hoisted((): { listener: FeedListener | null } => ({ listener: null }));
vi.mock('../../../src/renderer/host/event-feed.ts', () => ({
  followHost: (listener: FeedListener) => {
    feed.listener = listener;
    return () => {};
  },
}));
vi.mock('../../../src/renderer/shell/announce-run.ts', () => ({ announceRun: vi.fn() }));

beforeEach(() => {
  vi.mocked(announceRun).mockClear();
});

const SILENT: Answer<never> = {
  ok: false,
  status: 0,
  problem: { severity: 'error', code: 'bug', message: 'No answer.', fix: '' },
  body: null,
};

/** An editor that follows a host, whose answers to everything but `runs` are failures; what it asked is written down. */
function following(
  going: readonly { id: string; workflowId: string; status: string; startedAtMs: number }[] = [],
) {
  const asked: string[] = [];
  const documents = createDocumentStore();
  const runs = createRunStore();
  const host = createHostStore();
  const client = new Proxy(realEditor.client, {
    get: (_, name: string) => async () => {
      asked.push(name);
      return name === 'runs' ? { ok: true, value: { runs: going } } : SILENT;
    },
  }) as HostClient;
  const editor: Editor = { ...realEditor, documents, runs, host, client };
  const open = (id: string) => documents.getState().openTab({ workflow: { ...emptyWorkflow(id), id } });
  const askPlan = vi.fn();
  return {
    ...{ asked, documents, runs, host, open, askPlan },
    follow: () => followRuns(editor, askPlan),
    tell: (event: HostEvent, atMs = 0) => feed.listener!.onEvent({ ...event, atMs }),
    connect: (isConnected: boolean) => feed.listener!.onConnection(isConnected),
    runOf: (tab: string) => runs.getState().byTab[tab],
  };
}

const started = (runId: string, workflowId: string): HostEvent => ({
  ...{ kind: 'run-started', runId, workflowId, workflowName: workflowId },
});
const finished = (runId: string): HostEvent => ({
  ...{ kind: 'run-finished', runId, status: 'done', problems: [], costUsd: 0 },
});
/** What the ledger tells of a job, as far as it counts here. */
const jobOf = (job: Partial<JobView>) =>
  ({ nodeId: 'submit', state: 'done', workflowName: 'Shots', ...job }) as JobView;

test('a run that starts anywhere lets the cells wait that its plan would run, in the tab of its workflow', () => {
  const { open, runs, follow, tell, runOf } = following();
  const other = open('other');
  const tab = open('shots');
  const plan = planOfShots(['harbor runs', 'quay kept']);
  runs.getState().setPlan(tab, plan);
  follow();
  tell(started('run', 'shots'), 1_000);
  expect(runOf(tab)).toMatchObject({ runId: 'run', status: 'running', startedAtMs: 1_000 });
  const cells = cellRuns(runOf(tab)!.nodes.submit ?? NOT_RUN, plan.nodes.submit);
  expect(cells.map(({ state }) => state)).toEqual(['queued', 'idle']);
  expect(runOf(other)?.runId ?? null).toBeNull();
});

test('of two tabs with one workflow the one in front follows its run', () => {
  const { open, documents, follow, tell, runOf } = following();
  const [first, second] = [open('shots'), open('shots')];
  follow();
  tell(started('run', 'shots'));
  expect(runOf(second)!.runId).toBe('run');
  documents.getState().activate(first);
  tell(started('again', 'shots'));
  expect(runOf(first)!.runId).toBe('again');
  tell(started('elsewhere', 'nobody has it open'));
  expect([runOf(first)!.runId, runOf(second)!.runId]).toEqual(['again', 'run']);
});

test('a run that goes on when the window opens is followed from its start', async () => {
  const { open, follow, runOf } = following([
    { id: 'going', workflowId: 'shots', status: 'running', startedAtMs: 500 },
    { id: 'over', workflowId: 'other', status: 'done', startedAtMs: 400 },
  ]);
  const [tab, other] = [open('shots'), open('other')];
  follow();
  await expect.poll(() => runOf(tab)).toMatchObject({ runId: 'going', startedAtMs: 500 });
  expect(runOf(other)?.runId ?? null).toBeNull();
});

test('the end of a run is told once with the time that it took, and what was spent and kept is asked for', () => {
  const { open, asked, follow, tell, runOf } = following();
  const tab = open('shots');
  follow();
  tell(started('run', 'shots'), 1_000);
  tell(finished('run'), 73_000);
  expect(runOf(tab)!.status).toBe('done');
  expect(vi.mocked(announceRun).mock.calls.map(([, ...told]) => told)).toEqual([
    [tab, expect.objectContaining({ runId: 'run', status: 'done' }), 72_000],
  ]);
  expect(asked).toEqual(expect.arrayContaining(['spending', 'assets']));
});

test('the end of a run of another window is told to nobody here', () => {
  const { open, follow, tell } = following();
  open('shots');
  follow();
  tell(finished('elsewhere'));
  expect(announceRun).not.toHaveBeenCalled();
});

test('a job that has ended brings its cost to its cell', () => {
  const { open, follow, tell, runOf } = following();
  const tab = open('shots');
  follow();
  const places = ofShot('harbor');
  tell(started('run', 'shots'));
  tell({
    kind: 'run-event',
    runId: 'run',
    event: { kind: 'node-finished', nodeId: 'submit', cell: 0, places, outputs: {}, cached: false },
  });
  const job = jobOf({ id: 'j', runId: 'run', places, finishedAtMs: 9, costUsd: 0.2 });
  tell({ kind: 'job', job });
  expect(cellRuns(runOf(tab)!.nodes.submit!, undefined)).toMatchObject([{ state: 'done', costUsd: 0.2 }]);
});

test('what was spent is asked for again when a job of another host moves on, not at each step of one’s own', () => {
  const { open, asked, follow, tell } = following();
  open('shots');
  follow();
  tell(started('run', 'shots'));
  const step = (runId: string, charge: JobView['charge']) =>
    tell({ kind: 'job', job: jobOf({ id: runId, runId, charge, state: 'running', finishedAtMs: null }) });
  const count = () => asked.filter((name) => name === 'spending').length;
  step('run', 'open');
  const before = count();
  step('run', 'open');
  expect(count()).toBe(before);
  step('elsewhere', 'open');
  step('elsewhere', 'open');
  expect(count()).toBe(before + 2);
});

test('the takes of a tab are the ended jobs of its workflow, by node and newest first, as jobs and tabs come', () => {
  const { open, host, follow, tell, runOf } = following();
  const take = (id: string, finishedAtMs: number, more: Partial<JobView> = {}) =>
    jobOf({
      id,
      workflowId: 'shots',
      asset: `asset of ${id}`,
      finishedAtMs,
      costUsd: 0.1,
      seed: 7,
      places: null,
      ...more,
    });
  host.setState({
    jobs: [
      take('old', 1),
      take('new', 2),
      take('failed', 3, { state: 'failed' }),
      take('strange', 4, { workflowId: 'other' }),
    ],
  });
  const tab = open('shots');
  follow();
  const idsOf = (node: string) => runOf(tab)!.takes[node]?.map(({ jobId }) => jobId);
  expect(idsOf('submit')).toEqual(['new', 'old']);
  const known = runOf(tab)!.takes.submit;
  tell({ kind: 'job', job: take('strange', 5, { workflowId: 'other' }) });
  expect(runOf(tab)!.takes.submit).toBe(known);
  tell({ kind: 'job', job: take('newest', 6) });
  expect(idsOf('submit')).toEqual(['newest', 'new', 'old']);
  const second = open('other');
  expect(runOf(second)!.takes.submit!.map(({ jobId }) => jobId)).toEqual(['strange']);
});

test('a host that comes back is asked for everything, and then for the plan', async () => {
  const { asked, host, askPlan, follow, connect } = following();
  follow();
  connect(true);
  expect(host.getState().connection).toBe('connected');
  expect(askPlan).not.toHaveBeenCalled();
  connect(false);
  expect(host.getState().connection).toBe('lost');
  asked.length = 0;
  connect(true);
  await expect.poll(() => askPlan.mock.calls.length).toBe(1);
  expect(asked).toEqual(expect.arrayContaining(['jobs', 'providers', 'spending']));
});

test.each([
  [{ kind: 'storage' } as const, 'storage'],
  [{ kind: 'feed-restarted' } as const, 'jobs'],
])('%j lets it be asked for', (event, question) => {
  const { asked, follow, tell } = following();
  follow();
  expect(asked).not.toContain(question);
  tell(event);
  expect(asked).toContain(question);
});
