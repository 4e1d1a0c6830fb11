import { defineNode } from '../../engine/define-node.ts';
import { edgeTablesOf } from '../../engine/edge-tables.ts';
import type { Take } from '../../engine/node-context.ts';
import type { Problem } from '../../engine/problem.ts';
import { createRegistry, type Registry } from '../../engine/registry.ts';
import type { Workflow } from '../../engine/workflow.ts';

/** Job ids by node id: takes that stand in for what these nodes would make. */
export type Pins = Readonly<Record<string, string>>;

/**
 * Stands in for a submit while its take is pinned. The take is part of its params, so that everything behind it has
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
    seed: { kind: 'number', label: 'Seed' },
    prompt: { kind: 'text', label: 'Prompt' },
  },
  params: { take: { kind: 'multiline', label: 'Take', default: '' } },
  derive({ params }) {
    const { video, image, seed, prompt } = JSON.parse(params.take) as Take;
    return { ...(video && { video }), ...(image && { image }), seed: seed ?? 0, prompt: prompt ?? '' };
  },
});

export interface Pinned {
  readonly workflow: Workflow;
  readonly registry: Registry;
  readonly problems: readonly Problem[];
}

/** The workflow with pinned submits replaced by their takes; a take that is gone stops the plan instead of costing. */
export function pinTakes(
  workflow: Workflow,
  pins: Pins,
  registry: Registry,
  takeOf: (jobId: string) => Take | null,
): Pinned {
  const problems: Problem[] = [];
  const replaced = new Set<string>();
  let { nodes } = workflow;
  for (const [nodeId, jobId] of Object.entries(pins)) {
    const node = nodes.get(nodeId);
    if (!node || registry.of(node)?.effect !== 'spend' || node.mode !== undefined) continue;
    const take = takeOf(jobId);
    if (take === null) {
      problems.push({ ...goneTake, nodeId });
      continue;
    }
    const { video, image, seed, prompt } = take;
    const params = { take: JSON.stringify({ video, image, seed, prompt }) };
    nodes = nodes.set({ ...node, type: pinnedTake.id, typeVersion: pinnedTake.version, params });
    replaced.add(nodeId);
  }
  if (replaced.size === 0) return { workflow, registry, problems };
  const edges = workflow.edges.toArray().filter(({ to }) => !replaced.has(to.node));
  return {
    workflow: { ...workflow, nodes, ...edgeTablesOf(edges) },
    registry: createRegistry([...registry.list, pinnedTake]),
    problems,
  };
}

const goneTake: Problem = {
  severity: 'error',
  code: 'missing-media',
  message: 'The pinned take is no longer there.',
  fix: 'Unpin it, or pin another take.',
};
