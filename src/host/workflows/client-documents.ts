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

/** A version of a workflow as it was sent, and what was read of it. */
interface Known {
  readonly nodes: readonly Node[];
  readonly edges: unknown;
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
      const next = known && changedFrom(known, json, registry);
      if (next) {
        recent.set(id, next);
        return { ok: true, workflow: next.workflow, notes: [] };
      }
      const loaded = workflowOfJson(json, registry);
      if (!loaded.ok) return loaded;
      const workflow = known ? shareWorkflow(known.workflow, loaded.workflow) : loaded.workflow;
      const { nodes, edges } = json as Known;
      recent.set(id, { nodes, edges, workflow });
      return { ...loaded, workflow };
    },
  };
}

/**
 * A version of which only nodes have changed that were there before: these alone are validated. Null where more has
 * changed, or where something is wrong, which reading the whole then tells.
 */
function changedFrom(known: Known, json: unknown, registry: Registry): Known | null {
  const { nodes, edges } = json as Partial<Known>;
  if (!Array.isArray(nodes) || nodes.length !== known.nodes.length) return null;
  if (!isSameJson(edges, known.edges)) return null;
  const changed: Node[] = [];
  const sent = known.nodes.slice();
  for (const [place, node] of (nodes as readonly Node[]).entries()) {
    const former = sent[place]!;
    if (node?.id !== former.id) return null;
    if (isSameJson(node, former)) continue;
    changed.push(node);
    sent[place] = node;
  }
  const loaded = workflowOfJson({ ...(json as object), nodes: changed, edges: [] }, registry);
  if (!loaded.ok) return null;
  const { workflow } = known;
  const all = loaded.workflow.nodes.toArray().reduce((table, node) => table.set(node), workflow.nodes);
  const { edges: same, edgesOf } = workflow;
  const read = { ...loaded.workflow, nodes: all, edges: same, edgesOf };
  return { nodes: sent, edges: known.edges, workflow: shareWorkflow(workflow, read) };
}
