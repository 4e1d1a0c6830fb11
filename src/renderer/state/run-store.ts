import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CellAddress } from '../../engine/node-context.ts';
import { type Pin, standForSame } from '../../engine/pins.ts';
import { NO_PLACES, type Places, placesKey } from '../../engine/places.ts';
import type { Problem } from '../../engine/problem.ts';
import type { RunEvent, RunStatus } from '../../engine/run-event.ts';
import type { Workflow } from '../../engine/workflow.ts';
import { cellRunAfter } from './cell-run-after.ts';
import { type CellRun, IDLE, NOT_RUN, type NodeRun } from './node-run.ts';
import type { PlanSummary } from './plan-summary.ts';

/** One result of a paid job that this node brought back. */
export interface Take {
  readonly jobId: string;
  readonly asset: string;
  readonly name: string;
  readonly atMs: number;
  readonly costUsd: number;
  readonly seed: number | null;
  /** Where its cell lies; null where that was not written down. */
  readonly places: Places | null;
}

/** How the plan stands to the workflow: what it says, or why it says nothing. */
export type Pricing =
  | { readonly state: 'told' }
  /** A newer one is asked for; for the moment the one from before is shown. */
  | { readonly state: 'asked' }
  /** It has been asked for so long that nothing is shown in its place. */
  | { readonly state: 'slow' }
  | { readonly state: 'failed'; readonly problem: Problem };

/** A press that nobody has answered: sent again, it is still the same one. */
export interface OpenPress {
  readonly id: string;
  readonly workflow: Workflow;
  /** What was wished, as text. */
  readonly wish: string;
}

export interface TabRun {
  readonly runId: string | null;
  readonly status: RunStatus | 'idle' | 'running';
  readonly startedAtMs: number | null;
  /** Whether a run was pressed for and the host has not answered yet. */
  readonly isStarting: boolean;
  readonly openPress: OpenPress | null;
  /** The workflow that was last run here, with the seeds that the run drew. */
  readonly ranWorkflow: Workflow | null;
  readonly problems: readonly Problem[];
  readonly nodes: Readonly<Record<string, NodeRun>>;
  readonly plan: PlanSummary | null;
  readonly pricing: Pricing;
  /** How often somebody asked for the price again. */
  readonly priceWishes: number;
  /** By node id, newest first. */
  readonly takes: Readonly<Record<string, readonly Take[]>>;
  /** Takes that stand in for cells. */
  readonly pins: readonly Pin[];
  /** The place that is looked at on each axis, by the axis' id; the first of an axis that is not in it. */
  readonly where: Places;
}

export const NO_RUN: TabRun = {
  runId: null,
  status: 'idle',
  startedAtMs: null,
  isStarting: false,
  openPress: null,
  ranWorkflow: null,
  problems: [],
  nodes: {},
  plan: null,
  pricing: { state: 'slow' },
  priceWishes: 0,
  takes: {},
  pins: [],
  where: NO_PLACES,
};

export interface RunState {
  readonly byTab: Readonly<Record<string, TabRun>>;
  changeTab(tabId: string, change: Partial<TabRun>): void;
  /** `willRun` are the cells that wait from now on. */
  startRun(tabId: string, runId: string, atMs: number, willRun: readonly CellAddress[]): void;
  applyRunEvent(runId: string, event: RunEvent, atMs: number): void;
  finishRun(runId: string, status: RunStatus, problems: readonly Problem[]): void;
  setPlan(tabId: string, plan: PlanSummary): void;
  setPricing(tabId: string, pricing: Pricing): void;
  /** Asks for the price once more. */
  askPrice(tabId: string): void;
  setTakes(tabId: string, nodeId: string, takes: readonly Take[]): void;
  /** Lets a take stand in for the cells at its places, in place of what was pinned there. */
  pin(tabId: string, pin: Pin): void;
  /** Lets the cells run again for which exactly these places are pinned. */
  unpin(tabId: string, pinned: Omit<Pin, 'jobId'>): void;
  /** Billed cost, told by the job feed. */
  setCost(runId: string, of: CellAddress, costUsd: number): void;
  /** Looks at another place of an axis. */
  lookAt(tabId: string, axisId: string, place: string): void;
  forgetTab(tabId: string): void;
}

export type RunStore = StoreApi<RunState>;

export function createRunStore(): RunStore {
  return createStore<RunState>((set, get) => {
    const changeTab = (tabId: string, change: Partial<TabRun>) =>
      set(({ byTab }) => ({ byTab: { ...byTab, [tabId]: { ...(byTab[tabId] ?? NO_RUN), ...change } } }));
    const changeRun = (runId: string, change: (run: TabRun) => Partial<TabRun>) => {
      for (const [tabId, run] of Object.entries(get().byTab)) {
        if (run.runId === runId) changeTab(tabId, change(run));
      }
    };
    const pinsBeside = (tabId: string, pin: Omit<Pin, 'jobId'>) =>
      (get().byTab[tabId] ?? NO_RUN).pins.filter((other) => !standForSame(pin, other));
    return {
      byTab: {},
      changeTab,
      startRun(tabId, runId, atMs, willRun) {
        const nodes: Record<string, NodeRun> = { ...get().byTab[tabId]?.nodes };
        for (const [nodeId, cells] of Map.groupBy(willRun, (cell) => cell.nodeId)) {
          const waiting = cells.map(({ places }) => [placesKey(places), WAITING] as const);
          nodes[nodeId] = { cells: { ...nodes[nodeId]?.cells, ...Object.fromEntries(waiting) } };
        }
        changeTab(tabId, { runId, status: 'running', startedAtMs: atMs, problems: [], nodes });
      },
      applyRunEvent: (runId, event, atMs) =>
        changeRun(runId, ({ nodes }) => ({
          nodes: withCell(nodes, event, (before) => cellRunAfter(before, event, atMs)),
        })),
      finishRun: (runId, status, problems) =>
        changeRun(runId, (run) => ({ status, problems, nodes: withoutOpen(run.nodes) })),
      setPlan: (tabId, plan) => changeTab(tabId, { plan, pricing: { state: 'told' } }),
      setPricing: (tabId, pricing) => changeTab(tabId, { pricing }),
      askPrice: (tabId) => changeTab(tabId, { priceWishes: (get().byTab[tabId] ?? NO_RUN).priceWishes + 1 }),
      setTakes: (tabId, nodeId, takes) =>
        changeTab(tabId, { takes: { ...get().byTab[tabId]?.takes, [nodeId]: takes } }),
      pin: (tabId, pin) => changeTab(tabId, { pins: [...pinsBeside(tabId, pin), pin] }),
      unpin: (tabId, pinned) => changeTab(tabId, { pins: pinsBeside(tabId, pinned) }),
      setCost: (runId, of, costUsd) =>
        changeRun(runId, ({ nodes }) => ({
          nodes: withCell(nodes, of, (cell) => (cell.state === 'done' ? { ...cell, costUsd } : cell)),
        })),
      lookAt: (tabId, axisId, place) =>
        changeTab(tabId, { where: { ...get().byTab[tabId]?.where, [axisId]: place } }),
      forgetTab(tabId) {
        const { [tabId]: _, ...byTab } = get().byTab;
        set({ byTab });
      },
    };
  });
}

const WAITING: CellRun = { state: 'queued', position: null, log: [], startedAtMs: null };

/** The same nodes with one cell changed; the very same where that changes nothing. */
function withCell(
  nodes: TabRun['nodes'],
  { nodeId, places }: CellAddress,
  change: (before: CellRun) => CellRun,
): TabRun['nodes'] {
  const { cells } = nodes[nodeId] ?? NOT_RUN;
  const key = placesKey(places);
  const before = cells[key] ?? IDLE;
  const after = change(before);
  return after === before ? nodes : { ...nodes, [nodeId]: { cells: { ...cells, [key]: after } } };
}

/** A run that ended leaves nobody waiting. */
function withoutOpen(nodes: TabRun['nodes']): TabRun['nodes'] {
  const closed: Record<string, NodeRun> = {};
  for (const [id, node] of Object.entries(nodes)) {
    const open = Object.entries(node.cells).filter(
      ([, { state }]) => state === 'queued' || state === 'running',
    );
    const idle = Object.fromEntries(open.map(([key]) => [key, IDLE]));
    closed[id] = open.length === 0 ? node : { cells: { ...node.cells, ...idle } };
  }
  return closed;
}

export const runStore: RunStore = createRunStore();
