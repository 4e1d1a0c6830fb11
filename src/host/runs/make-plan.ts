import { applyEdit, type Edit } from '../../engine/edits.ts';
import {
  isRunnable,
  type Plan,
  planWorkflow,
  type ResultStore,
  type Spending,
  spendingOf,
} from '../../engine/plan.ts';
import type { Problem } from '../../engine/problem.ts';
import type { Registry } from '../../engine/registry.ts';
import { settleSeeds } from '../../engine/seeds.ts';
import type { Workflow } from '../../engine/workflow.ts';
import { type FactsContext, gatherFacts } from '../facts/gather-facts.ts';
import type { ProviderId } from '../jobs/job.ts';
import { applySets, type InputFile, type ParamSet } from './apply-sets.ts';

export interface PlanRequest {
  /** Folder of the workflow's file: its relative paths start here, and only here may it read. */
  readonly folder?: string | null;
  readonly provider?: 'auto' | ProviderId;
  /** Node ids; without them every node that is made to be looked at or kept. */
  readonly targets?: readonly string[] | null;
  readonly sets?: readonly ParamSet[];
  readonly inputs?: readonly InputFile[];
  /** Files and folders beyond the workflow's own that it may read. */
  readonly granted?: readonly string[];
  /** Whether addresses in the workflow may be downloaded now. */
  readonly mayDownload?: boolean;
  readonly signal?: AbortSignal;
}

/** A plan with everything that was decided on the way to it. */
export interface HostPlan {
  readonly plan: Plan;
  /** The workflow as planned: sets and seeds written in. */
  readonly workflow: Workflow;
  /** Seeds that were settled; an editor applies them when the plan is run, so that the seed shown is the one used. */
  readonly edits: readonly Edit[];
  readonly problems: readonly Problem[];
  readonly spending: Spending;
  readonly isRunnable: boolean;
  readonly provider: ProviderId;
  readonly folder: string | null;
}

export interface PlanContext {
  readonly registry: Registry;
  readonly results: ResultStore;
  readonly facts: FactsContext;
  readonly alwaysGranted: () => readonly string[];
  readonly resolveProvider: (choice: 'auto' | ProviderId) => ProviderId;
  readonly drawSeed: () => number;
}

/** Plans a workflow: params set, seeds settled, files read, everything checked and priced. Nothing runs. */
export async function makePlan(
  workflow: Workflow,
  request: PlanRequest,
  context: PlanContext,
): Promise<HostPlan> {
  const { registry, results } = context;
  const folder = request.folder ?? null;
  const provider = context.resolveProvider(request.provider ?? 'auto');
  const applied = applySets(workflow, registry, request.sets ?? [], request.inputs ?? []);
  const edits = settleSeeds(applied.workflow, registry, context.drawSeed);
  const settled = applyEdit(applied.workflow, { kind: 'batch', edits }).workflow;
  const facts = await gatherFacts(settled, registry, context.facts, {
    folder,
    granted: [...context.alwaysGranted(), ...(request.granted ?? []), ...applied.granted],
    mayDownload: request.mayDownload ?? false,
    signal: request.signal,
  });
  const plan = planWorkflow(settled, request.targets ?? null, registry, { facts, results, provider });
  return {
    plan,
    workflow: settled,
    edits,
    problems: [...applied.problems, ...plan.problems],
    spending: spendingOf(plan),
    isRunnable: isRunnable(plan) && applied.problems.length === 0,
    provider,
    folder,
  };
}
