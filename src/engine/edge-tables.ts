import { Table } from './table.ts';
import type { Edge, NodeEdges, Workflow } from './workflow.ts';

type EdgeTables = Pick<Workflow, 'edges' | 'edgesOf'>;

const none = (id: string): NodeEdges => ({ id, inputs: [], outputs: [] });

/** Both edge tables for a list of edges; later edges with the id of an earlier one are dropped. */
export function edgeTablesOf(list: Iterable<Edge>): EdgeTables {
  const unique = new Map<string, Edge>();
  const byNode = new Map<string, { id: string; inputs: Edge[]; outputs: Edge[] }>();
  const at = (id: string) => {
    const known = byNode.get(id);
    if (known) return known;
    const entry = { id, inputs: [], outputs: [] };
    byNode.set(id, entry);
    return entry;
  };
  for (const edge of list) {
    if (unique.has(edge.id)) continue;
    unique.set(edge.id, edge);
    at(edge.from.node).outputs.push(edge);
    at(edge.to.node).inputs.push(edge);
  }
  return { edges: Table.of(unique.values()), edgesOf: Table.of<NodeEdges>(byNode.values()) };
}

/** The tables with one edge more; the same edge again replaces itself. */
export function withEdge(tables: EdgeTables, edge: Edge): EdgeTables {
  const { edges, edgesOf } = tables.edges.has(edge.id) ? withoutEdge(tables, edge.id) : tables;
  const source = edgesOf.get(edge.from.node) ?? none(edge.from.node);
  const withSource = edgesOf.set({ ...source, outputs: [...source.outputs, edge] });
  const target = withSource.get(edge.to.node) ?? none(edge.to.node);
  return { edges: edges.set(edge), edgesOf: withSource.set({ ...target, inputs: [...target.inputs, edge] }) };
}

/** The tables without the edge of this id. */
export function withoutEdge(tables: EdgeTables, id: string): EdgeTables {
  const edge = tables.edges.get(id);
  if (!edge) return tables;
  const others = (list: readonly Edge[]) => list.filter((other) => other.id !== id);
  const source = tables.edgesOf.get(edge.from.node)!;
  const withSource = tables.edgesOf.set({ ...source, outputs: others(source.outputs) });
  const target = withSource.get(edge.to.node)!;
  return {
    edges: tables.edges.delete(id),
    edgesOf: withSource.set({ ...target, inputs: others(target.inputs) }),
  };
}
