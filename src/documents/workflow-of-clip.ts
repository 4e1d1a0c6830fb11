import type { Registry } from '../engine/registry.ts';
import type { Clip } from './clip.ts';
import { freshNodeId } from './fresh-node-id.ts';

const COLUMN_PX = 320;

/**
 * Imported nodes as a workflow document of their own. What they ask for and nobody sends yet is submitted, and its take
 * saved, so that the workflow runs as it is.
 */
export function workflowOfClip(
  { nodes, edges, groups, notes }: Clip,
  { id, name }: { readonly id: string; readonly name: string },
  registry: Registry,
): Readonly<Record<string, unknown>> {
  const fed = new Set(edges.map(({ from }) => `${from.node}.${from.port}`));
  const unsent = nodes.filter(
    (node) => registry.of(node)?.outputs.request?.kind === 'request' && !fed.has(`${node.id}.request`),
  );
  const taken = new Set(nodes.map((node) => node.id));
  const idFor = (type: string) => {
    const fresh = freshNodeId(type, (other) => taken.has(other));
    taken.add(fresh);
    return fresh;
  };
  const sent = unsent.map((node) => sending(node, idFor, registry));
  return {
    ...{ format: 'blockout/workflow', version: 1, id, name },
    nodes: [...nodes, ...sent.flatMap((one) => one.nodes)],
    edges: [...edges, ...sent.flatMap((one) => one.edges)],
    ...{ groups, notes, exposed: [] },
  };
}

/** The nodes that submit a request and save its take, in the columns behind it. */
function sending(
  { id, position }: Clip['nodes'][number],
  idFor: (type: string) => string,
  registry: Registry,
) {
  const added = (type: string, column: number) => ({
    ...{ id: idFor(type), type, typeVersion: registry.get(type)?.version ?? 1, params: {} },
    position: { x: position.x + column * COLUMN_PX, y: position.y },
  });
  const [submit, save] = [added('fal-submit', 1), added('save-video', 2)];
  return {
    nodes: [submit, save],
    edges: [
      { from: { node: id, port: 'request' }, to: { node: submit.id, port: 'request' } },
      { from: { node: submit.id, port: 'video' }, to: { node: save.id, port: 'video' } },
    ],
  };
}
