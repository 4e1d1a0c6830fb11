import { defaultTargets } from './plan.ts';
import type { Registry } from './registry.ts';
import type { Workflow } from './workflow.ts';

/** Of what another take is wanted: everything that spends for the targets, or these nodes alone. */
export type NewTake = true | readonly string[];

export interface Retake {
  /** Nodes that spend anew. */
  readonly spenders: readonly string[];
  /** What to run for: null for everything that shows or keeps a result. */
  readonly targets: readonly string[] | null;
  /** The spenders and all that feeds them: a seed in one of these makes the take another one. */
  readonly before: ReadonlySet<string>;
}

/** What has to run for a new take. Of single nodes only what reads them runs too, so that nothing else is paid beside. */
export function retakeOf(
  workflow: Workflow,
  registry: Registry,
  newTake: NewTake,
  targets: readonly string[] | null,
): Retake {
  const shown = defaultTargets(workflow, registry);
  const spends = (id: string) => {
    const node = workflow.nodes.get(id);
    return node !== undefined && node.mode === undefined && registry.of(node)?.effect === 'spend';
  };
  if (newTake === true) {
    const spenders = [...reach(workflow, targets ?? shown, 'inputs')].filter(spends);
    return { spenders, targets, before: reach(workflow, spenders, 'inputs') };
  }
  const spenders = newTake.filter(spends);
  const readers = reach(workflow, spenders, 'outputs');
  return {
    spenders,
    targets: targets ?? [...spenders, ...shown.filter((id) => readers.has(id) && !spenders.includes(id))],
    before: reach(workflow, spenders, 'inputs'),
  };
}

/** These nodes and all that lies before or behind them. */
function reach(workflow: Workflow, ids: readonly string[], way: 'inputs' | 'outputs'): Set<string> {
  const found = new Set(ids);
  for (const id of found) {
    for (const { from, to } of workflow.edgesOf.get(id)?.[way] ?? [])
      found.add(way === 'inputs' ? from.node : to.node);
  }
  return found;
}
