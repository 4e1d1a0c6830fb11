import { type Loaded, workflowOfJson } from '../../engine/load-document.ts';
import type { Registry } from '../../engine/registry.ts';
import { isSameJson } from '../../engine/share-json.ts';
import { shareWorkflow } from '../../engine/share-workflow.ts';
import type { Workflow } from '../../engine/workflow.ts';
import { createRecent } from '../recent.ts';

/** Workflows that clients send whole, again and again, with little changed in between. */
export interface ClientDocuments {
  /** Reads one as `workflowOfJson` does; what is as it was in the version before is the same object. */
  read(json: unknown): Loaded;
}

interface Known {
  readonly json: { readonly nodes: readonly Node[]; readonly edges: unknown };
  readonly workflow: Workflow;
}

type Node = { readonly id: string };

/** Remembers the last version of `count` workflows. */
export function createClientDocuments(registry: Registry, count: number): ClientDocuments {
  const recent = createRecent<Known>(count);
  return {
    read(json) {
      const id = String((json as { id?: unknown } | null)?.id);
      const known = recent.get(id);
      const loaded = (known && readChanged(json, known, registry)) ?? workflowOfJson(json, registry);
      if (!loaded.ok) return loaded;
      const workflow = known ? shareWorkflow(known.workflow, loaded.workflow) : loaded.workflow;
      recent.set(id, { json: json as Known['json'], workflow });
      return { ...loaded, workflow };
    },
  };
}

/**
 * Reads a version of which only nodes have changed that were there before: these alone are validated. Null where more
 * has changed, or where something is wrong, which reading the whole then tells.
 */
function readChanged(json: unknown, known: Known, registry: Registry): Loaded | null {
  const { nodes, edges } = json as Partial<Known['json']>;
  const { length } = known.json.nodes;
  if (!Array.isArray(nodes) || nodes.length !== length || !isSameJson(edges, known.json.edges)) return null;
  const changed: Node[] = [];
  for (const [place, node] of (nodes as readonly Node[]).entries()) {
    const former = known.json.nodes[place]!;
    if (node?.id !== former.id) return null;
    if (!isSameJson(node, former)) changed.push(node);
  }
  const loaded = workflowOfJson({ ...(json as object), nodes: changed, edges: [] }, registry);
  if (!loaded.ok) return null;
  let all = known.workflow.nodes;
  for (const node of loaded.workflow.nodes) all = all.set(node);
  const { edges: same, edgesOf } = known.workflow;
  return { ...loaded, workflow: { ...loaded.workflow, nodes: all, edges: same, edgesOf } };
}
