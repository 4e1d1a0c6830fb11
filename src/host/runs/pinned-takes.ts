import { defineNode, type PlainOutputs } from '../../engine/define-node.ts';
import { edgeTablesOf } from '../../engine/edge-tables.ts';
import type { Take } from '../../engine/node-context.ts';
import { type Pin, pinFor } from '../../engine/pins.ts';
import { type Places, placesKey, placesText } from '../../engine/places.ts';
import type { PlanOptions } from '../../engine/plan-options.ts';
import { type Failure, failure, type Problem, problemOfFailure } from '../../engine/problem.ts';
import { createRegistry, type Registry } from '../../engine/registry.ts';
import type { Workflow } from '../../engine/workflow.ts';

/**
 * Stands in for a whole submit while its take is pinned. The take is part of its params, so that everything behind it has
 * keys of its own: pinned and unpinned results never mix.
 */
const pinnedTake = defineNode({
  id: 'pinned-take',
  version: 1,
  title: 'Pinned take',
  category: 'Spend',
  help: 'A take that was made earlier.',
  inputs: {},
  outputs: {
    video: { kind: 'video', label: 'Video', optional: true },
    image: { kind: 'image', label: 'Image', optional: true },
    frames: { kind: 'frames', label: 'EXR frames' },
    seed: { kind: 'number', label: 'Seed' },
    prompt: { kind: 'text', label: 'Prompt' },
  },
  params: { take: { kind: 'multiline', label: 'Take', default: '' } },
  derive: ({ params }) => outputsOf(JSON.parse(params.take)),
});

/** What a submit gives that brought this take. */
function outputsOf({ video, image, frames, seed, prompt }: PinnedTake) {
  return {
    ...(video && { video }),
    ...(image && { image }),
    frames: frames ?? { frames: [], fps: video?.fps ?? 24 },
    seed: seed ?? 0,
    prompt: prompt ?? '',
  };
}

type PinnedTake = Pick<Take, 'video' | 'image' | 'frames' | 'seed' | 'prompt'>;

export interface Pinned {
  readonly workflow: Workflow;
  readonly registry: Registry;
  /** Of submits with takes for single cells, what these gave. */
  readonly pinsOf: NonNullable<PlanOptions['pinsOf']>;
  readonly problems: readonly Problem[];
}

/**
 * The workflow with its pins. A submit with one take for all of it is replaced by that take and needs nothing before it any
 * more; of others only the pinned cells do not run. A take that is gone stops the plan instead of costing.
 */
export function pinTakes(
  workflow: Workflow,
  pins: readonly Pin[],
  registry: Registry,
  takeOf: (jobId: string) => Take | null,
): Pinned {
  const problems: Problem[] = [];
  const replaced = new Set<string>();
  const byCell = new Map<string, (cell: Places) => PlainOutputs | Failure | undefined>();
  let { nodes } = workflow;
  for (const [nodeId, own] of Map.groupBy(pins, (pin) => pin.nodeId)) {
    const node = nodes.get(nodeId);
    if (!node || registry.of(node)?.effect !== 'spend' || node.mode !== undefined) continue;
    if (own.some(({ places }) => placesKey(places) !== '{}')) {
      byCell.set(nodeId, (cell) => {
        const pin = pinFor(own, nodeId, cell);
        if (!pin) return undefined;
        const take = takeOf(pin.jobId);
        return take ? outputsOf(take) : goneTake(cell);
      });
      continue;
    }
    const take = takeOf(own.at(-1)!.jobId);
    if (take === null) {
      problems.push(problemOfFailure(goneTake({}), nodeId));
      continue;
    }
    const { video, image, frames, seed, prompt } = take;
    const params = { take: JSON.stringify({ video, image, frames, seed, prompt } satisfies PinnedTake) };
    nodes = nodes.set({ ...node, type: pinnedTake.id, typeVersion: pinnedTake.version, params });
    replaced.add(nodeId);
  }
  const pinsOf = (nodeId: string) => byCell.get(nodeId);
  if (replaced.size === 0) return { workflow, registry, pinsOf, problems };
  const edges = workflow.edges.toArray().filter(({ to }) => !replaced.has(to.node));
  return {
    workflow: { ...workflow, nodes, ...edgeTablesOf(edges) },
    registry: createRegistry([...registry.list, pinnedTake]),
    pinsOf,
    problems,
  };
}

function goneTake(cell: Places): Failure {
  const of = placesText(cell);
  return failure(
    'missing-media',
    `The pinned take${of && ` of ${of}`} is no longer there.`,
    'Unpin it, or pin another take.',
  );
}
