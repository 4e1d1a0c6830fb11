import { applyEdit, type Edit } from '../../engine/edits.ts';
import { type NewTake, retakeOf } from '../../engine/new-take.ts';
import type { Take } from '../../engine/node-context.ts';
import type { Pin } from '../../engine/pins.ts';
import { type Plan, planWorkflow, type Spending, spendingOf } from '../../engine/plan.ts';
import type { PlanOptions } from '../../engine/plan-options.ts';
import type { Problem } from '../../engine/problem.ts';
import type { ProviderTerms } from '../../engine/provider-terms.ts';
import { planAnew, refreshPlan } from '../../engine/refresh-plan.ts';
import type { Registry } from '../../engine/registry.ts';
import { editsOfSeeds, isOpenSeed, type SettledSeed, settleSeeds } from '../../engine/seeds.ts';
import { isSameJson } from '../../engine/share-json.ts';
import { shareWorkflow } from '../../engine/share-workflow.ts';
import type { RequestValue } from '../../engine/value.ts';
import type { Workflow } from '../../engine/workflow.ts';
import type { EndpointLibrary } from '../endpoints/endpoint-library.ts';
import { learnEndpoints } from '../endpoints/learn-endpoints.ts';
import type { FactsContext } from '../facts/file-fact.ts';
import { gatherFacts, shareFacts } from '../facts/gather-facts.ts';
import type { Provider } from '../providers/provider.ts';
import type { Recent } from '../recent.ts';
import type { KeptResults } from '../results/result-store.ts';
import { applySets, type InputFile, type ParamSet } from './apply-sets.ts';
import { pinTakes } from './pinned-takes.ts';
import { withoutResultsOf } from './run-again.ts';
import type { SeedBook } from './seed-book.ts';

export interface PlanRequest {
  /** Folder of the workflow's file: its relative paths start here, and only here may it read. */
  readonly folder?: string | null;
  /** Its id, or `auto`. */
  readonly provider?: string;
  /** Node ids; without them every node that is made to be looked at or kept. */
  readonly targets?: readonly string[] | null;
  readonly sets?: readonly ParamSet[];
  readonly inputs?: readonly InputFile[];
  /** Files and folders beyond the workflow's own that it may read. */
  readonly granted?: readonly string[];
  /** Takes that stand in for what cells of submits would make. */
  readonly pins?: readonly Pin[];
  /** Asks for another take: other seeds are drawn, and kept results of what spends, and of all that reads it, don't count. */
  readonly newTake?: NewTake;
  /** Whether this machine remembers every seed that it draws, since nobody writes them into the workflow. */
  readonly recallSeeds?: boolean;
  /**
   * Whether to tell what a client shows beside the run: nodes that no target needs, and the price of a new take. What was
   * shown last of the same workflow makes it cheap.
   */
  readonly toShow?: boolean;
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
  /** Those of them that this machine has to remember once they are used. */
  readonly seeds: readonly SettledSeed[];
  readonly problems: readonly Problem[];
  readonly spending: Spending;
  /** What another take of all that is there would spend; null where nothing is there yet, or where nobody asked. */
  readonly newTake: Spending | null;
  readonly isRunnable: boolean;
  readonly provider: Provider;
  readonly terms?: ProviderTerms;
  readonly folder: string | null;
  /** Nodes that were asked to run anew: their jobs do not reuse an earlier take. */
  readonly again: ReadonlySet<string>;
}

/** A plan as it was shown, with the targets that were asked for. */
export interface ShownPlan {
  readonly plan: Plan;
  readonly targets: readonly string[] | null;
}

export interface PlanContext {
  readonly registry: Registry;
  readonly results: KeptResults;
  readonly facts: FactsContext;
  readonly endpoints: EndpointLibrary;
  /** What every workflow of this folder may read beside it. */
  readonly grantedTo: (folder: string | null) => readonly string[];
  readonly resolveProvider: (choice: string) => Provider;
  /** What it makes of requests; undefined where it takes and prices them as they are. */
  readonly termsOf: (provider: Provider) => Promise<ProviderTerms | undefined>;
  readonly drawSeed: () => number;
  readonly seedBook: SeedBook;
  /** What was shown last of each workflow, by its id. */
  readonly shownPlans: Recent<ShownPlan>;
  /** Why no money may be spent by the settings as they are, or null. */
  readonly settingsTrouble: () => Problem | null;
  /** What a finished job brought, while its file is there. */
  readonly takeOf: (jobId: string) => Take | null;
  /** Whether the ledger holds a take of this request, which is fetched again where its file is gone. */
  readonly isPaid: (provider: Provider, request: RequestValue) => boolean;
}

/** Plans a workflow: params set, seeds settled, files read, everything checked and priced. Nothing runs. */
export async function makePlan(
  workflow: Workflow,
  request: PlanRequest,
  context: PlanContext,
): Promise<HostPlan> {
  const { results } = context;
  const folder = request.folder ?? null;
  const provider = context.resolveProvider(request.provider ?? 'auto');
  const known = await withModels(workflow, request, provider, context);
  const applied = applySets(known.workflow, context.registry, known.otherSets, request.inputs ?? [], folder);
  const pinned = pinTakes(applied.workflow, request.pins ?? [], context.registry, context.takeOf);
  const { registry } = pinned;
  const retake =
    request.newTake && retakeOf(pinned.workflow, registry, request.newTake, request.targets ?? null);
  const settledSeeds = settleWith(pinned.workflow, registry, request, context, retake?.before);
  const seeds = editsOfSeeds(settledSeeds);
  const edited = applyEdit(pinned.workflow, { kind: 'batch', edits: seeds }).workflow;
  const before = request.toShow ? context.shownPlans.get(workflow.id) : undefined;
  const settled = before ? shareWorkflow(before.plan.workflow, edited) : edited;
  const gathered = await gatherFacts(settled, registry, context.facts, {
    folder,
    granted: [...context.grantedTo(folder), ...(request.granted ?? []), ...applied.granted],
    mayDownload: request.mayDownload ?? false,
    signal: request.signal,
  });
  const terms = await context.termsOf(provider);
  const again = retake?.spenders ?? [];
  const targets = retake ? retake.targets : (request.targets ?? null);
  const options: PlanOptions = {
    facts: before ? shareFacts(before.plan.options.facts, gathered) : gathered,
    ...{ results, provider: provider.id, mark: results.mark(), pinsOf: pinned.pinsOf },
    isPaid: (paid) => context.isPaid(provider, paid),
    ...(terms && { terms }),
  };
  const wholly = (asked: PlanOptions) =>
    planWorkflow(settled, targets, registry, asked, request.toShow ? 'all' : 'targets');
  const refreshed =
    before && isSameJson(before.targets, targets)
      ? refreshPlan(before.plan, settled, registry, options)
      : null;
  const present = refreshed ?? wholly(options);
  if (request.toShow) context.shownPlans.set(workflow.id, { plan: present, targets });
  const takenAnew = (ids: readonly string[]) => {
    const hidden = withoutResultsOf(ids, present);
    return planAnew(present, settled, hidden.options, hidden.steps) ?? wholly(hidden.options);
  };
  const plan = again.length === 0 ? present : takenAnew(again);
  const found = [...known.problems, ...applied.problems, ...pinned.problems];
  const problems = [...found, ...plan.problems.filter((problem) => !found.some(isAboutSame(problem)))];
  const spending = spendingOf(plan);
  const stop = spending.jobCount === 0 || provider.isSimulated ? null : context.settingsTrouble();
  if (stop) problems.push(stop);
  return {
    plan,
    workflow: settled,
    edits: [...known.edits, ...seeds],
    seeds: settledSeeds.filter(({ before }) => request.recallSeeds || isOpenSeed(before)),
    problems,
    spending,
    newTake: request.toShow ? priceOfNewTake(plan, takenAnew) : null,
    isRunnable: problems.every(({ severity }) => severity === 'warning'),
    provider,
    ...(terms && { terms }),
    folder,
    again: new Set(again),
  };
}

/** The seeds that this plan uses in place of the stored ones. */
function settleWith(
  workflow: Workflow,
  registry: Registry,
  { recallSeeds = false }: PlanRequest,
  { drawSeed, seedBook }: PlanContext,
  retaken: ReadonlySet<string> | undefined,
): SettledSeed[] {
  const settled = settleSeeds(workflow, registry, {
    draw: drawSeed,
    retaken,
    recall: (place, stored) =>
      recallSeeds || isOpenSeed(stored) ? seedBook.recall(workflow.id, place, stored) : undefined,
  });
  if (!retaken) seedBook.note(workflow.id, settled);
  return settled;
}

/** What a new take of everything would spend: it costs the same whatever its seed. */
function priceOfNewTake(plan: Plan, takenAnew: (nodeIds: readonly string[]) => Plan): Spending | null {
  const wanted = plan.steps.slice(0, plan.wantedCount);
  const spenders = wanted.filter(({ type }) => type.effect === 'spend');
  if (spenders.every(({ knownCount, pinned }) => knownCount === (pinned?.size ?? 0))) return null;
  return spendingOf(takenAnew(spenders.map(({ node }) => node.id)));
}

/** Models first: what a node's other params are is known only with its model. */
async function withModels(
  workflow: Workflow,
  { sets = [], mayDownload = false, signal }: PlanRequest,
  provider: Provider,
  { registry, endpoints: library }: PlanContext,
) {
  const namesModel = ({ nodeId, param }: ParamSet) => {
    const node = workflow.nodes.get(nodeId);
    return node !== undefined && registry.get(node.type)?.specialise?.by === param;
  };
  const isOther = ({ nodeId, param, text }: ParamSet) =>
    (workflow.nodes.get(nodeId)?.params[param] as { id?: unknown } | undefined)?.id !== text.trim();
  const models = sets.filter((set) => namesModel(set) && isOther(set));
  const applied = applySets(workflow, registry, models, []);
  const renamed = new Set(models.map(({ nodeId }) => nodeId));
  const options = { registry, library, provider, mayFetch: mayDownload, renamed, signal };
  const learned = await learnEndpoints(applied.workflow, options);
  return {
    workflow: learned.workflow,
    edits: learned.edits,
    problems: [...applied.problems, ...learned.problems],
    otherSets: sets.filter((set) => !namesModel(set)),
  };
}

/** Whether another problem says more of the same param of the same node. */
const isAboutSame = (problem: Problem) => (other: Problem) =>
  problem.param !== undefined && problem.param === other.param && problem.nodeId === other.nodeId;
