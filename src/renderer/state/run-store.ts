import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Estimate, PlainOutputs } from '../../engine/define-node.ts';
import { type Pin, standForSame } from '../../engine/pins.ts';
import type { Places } from '../../engine/places.ts';
import type { Spending } from '../../engine/plan.ts';
import type { Problem } from '../../engine/problem.ts';
import type { RunEvent, RunStatus } from '../../engine/run-event.ts';
import type { Workflow } from '../../engine/workflow.ts';
import { IDLE, type NodeRun } from './node-run.ts';
import { nodeRunAfter } from './node-run-after.ts';

/** What the plan says about one node. */
export interface NodePlan {
  readonly nodeId: string;
  /** False when kept results make running it needless. */
  readonly willRun: boolean;
  readonly estimate: Estimate | null;
  /** Outputs of the first cell as far as they are known. */
  readonly forecast: PlainOutputs | null;
  /** Pictures that a layer can be chosen from, where the node's file has several. */
  readonly layers: readonly string[] | null;
}

export interface PlanSummary {
  readonly isRunnable: boolean;
  readonly provider: string;
  readonly spending: Spending;
  /** What another take of all that is there would spend; null where nothing is there yet. */
  readonly newTake: Spending | null;
  readonly problems: readonly Problem[];
  readonly problemsOf: Readonly<Record<string, readonly Problem[]>>;
  readonly nodes: Readonly<Record<string, NodePlan>>;
}

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
};

export interface RunState {
  readonly byTab: Readonly<Record<string, TabRun>>;
  changeTab(tabId: string, change: Partial<TabRun>): void;
  startRun(tabId: string, runId: string, atMs: number, willRun: readonly string[]): void;
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
  setCost(runId: string, nodeId: string, costUsd: number): void;
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
        for (const id of willRun) nodes[id] = { state: 'queued', position: null, log: [], startedAtMs: null };
        changeTab(tabId, { runId, status: 'running', startedAtMs: atMs, problems: [], nodes });
      },
      applyRunEvent: (runId, event, atMs) =>
        changeRun(runId, ({ nodes }) => ({
          nodes: { ...nodes, [event.nodeId]: nodeRunAfter(nodes[event.nodeId] ?? IDLE, event, atMs) },
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
      setCost: (runId, nodeId, costUsd) =>
        changeRun(runId, ({ nodes }) => {
          const node = nodes[nodeId];
          return node?.state === 'done' ? { nodes: { ...nodes, [nodeId]: { ...node, costUsd } } } : {};
        }),
      forgetTab(tabId) {
        const { [tabId]: _, ...byTab } = get().byTab;
        set({ byTab });
      },
    };
  });
}

/** A run that ended leaves nobody waiting. */
function withoutOpen(nodes: TabRun['nodes']): TabRun['nodes'] {
  const closed: Record<string, NodeRun> = {};
  for (const [id, node] of Object.entries(nodes))
    closed[id] = node.state === 'queued' || node.state === 'running' ? IDLE : node;
  return closed;
}

export const runStore: RunStore = createRunStore();
