import { withEdge, withoutEdge } from './edge-tables.ts';
import type { Edge, ExposedParam, Group, Note, Position, Workflow, WorkflowNode } from './workflow.ts';

/** What may change about a node beside its params and its place. `undefined` clears a field. */
export type NodeLook = Pick<WorkflowNode, 'title' | 'mode' | 'collapsed' | 'size'>;

/** One change of a workflow, as plain data. `batch` applies its parts in order and undoes as one. */
export type Edit =
  | { readonly kind: 'set-node'; readonly node: WorkflowNode }
  /** With its edges and its place in the form, unless it goes `alone`: the inverse of adding it. */
  | { readonly kind: 'remove-node'; readonly id: string; readonly alone?: true }
  | { readonly kind: 'set-param'; readonly node: string; readonly param: string; readonly value: unknown }
  | { readonly kind: 'move'; readonly node: string; readonly to: Position }
  | { readonly kind: 'look'; readonly node: string; readonly look: NodeLook }
  /** Other edges into the same input make room, unless it `joins` them: a damaged file may hold several. */
  | { readonly kind: 'set-edge'; readonly edge: Edge; readonly joins?: true }
  | { readonly kind: 'remove-edge'; readonly id: string }
  | { readonly kind: 'set-group'; readonly group: Group }
  | { readonly kind: 'remove-group'; readonly id: string }
  | { readonly kind: 'set-note'; readonly note: Note }
  | { readonly kind: 'remove-note'; readonly id: string }
  | { readonly kind: 'set-name'; readonly name: string }
  | { readonly kind: 'set-exposed'; readonly exposed: readonly ExposedParam[] }
  | { readonly kind: 'batch'; readonly edits: readonly Edit[] };

export interface Applied {
  readonly workflow: Workflow;
  /** The edit that leads back to exactly the workflow before. */
  readonly inverse: Edit;
}

const NOTHING: Edit = { kind: 'batch', edits: [] };

/** Applies an edit to a workflow and tells how to take it back. An edit of something that is gone does nothing. */
export function applyEdit(workflow: Workflow, edit: Edit): Applied {
  switch (edit.kind) {
    case 'set-node': {
      const former = workflow.nodes.get(edit.node.id);
      return {
        workflow: { ...workflow, nodes: workflow.nodes.set(edit.node) },
        inverse: former
          ? { kind: 'set-node', node: former }
          : { kind: 'remove-node', id: edit.node.id, alone: true },
      };
    }
    case 'remove-node':
      return edit.alone ? removeLoneNode(workflow, edit.id) : removeNode(workflow, edit.id);
    case 'set-param':
      return changeNode(workflow, edit.node, (node) => {
        const params = { ...node.params };
        if (edit.value === undefined) delete params[edit.param];
        else params[edit.param] = edit.value;
        const inverse: Edit = { ...edit, value: node.params[edit.param] };
        return { node: { ...node, params }, inverse };
      });
    case 'move':
      return changeNode(workflow, edit.node, (node) => ({
        node: { ...node, position: edit.to },
        inverse: { kind: 'move', node: node.id, to: node.position },
      }));
    case 'look':
      return changeNode(workflow, edit.node, (node) => changeLook(node, edit.look));
    case 'set-edge':
      return edit.joins ? joinEdge(workflow, edit.edge) : setEdge(workflow, edit.edge);
    case 'remove-edge': {
      const former = workflow.edges.get(edit.id);
      if (!former) return { workflow, inverse: NOTHING };
      const inverse: Edit = { kind: 'set-edge', edge: former, joins: true };
      return { workflow: { ...workflow, ...withoutEdge(workflow, edit.id) }, inverse };
    }
    case 'set-group': {
      const former = workflow.groups.get(edit.group.id);
      return {
        workflow: { ...workflow, groups: workflow.groups.set(edit.group) },
        inverse: former ? { kind: 'set-group', group: former } : { kind: 'remove-group', id: edit.group.id },
      };
    }
    case 'remove-group': {
      const former = workflow.groups.get(edit.id);
      if (!former) return { workflow, inverse: NOTHING };
      return {
        workflow: { ...workflow, groups: workflow.groups.delete(edit.id) },
        inverse: { kind: 'set-group', group: former },
      };
    }
    case 'set-note': {
      const former = workflow.notes.get(edit.note.id);
      return {
        workflow: { ...workflow, notes: workflow.notes.set(edit.note) },
        inverse: former ? { kind: 'set-note', note: former } : { kind: 'remove-note', id: edit.note.id },
      };
    }
    case 'remove-note': {
      const former = workflow.notes.get(edit.id);
      if (!former) return { workflow, inverse: NOTHING };
      return {
        workflow: { ...workflow, notes: workflow.notes.delete(edit.id) },
        inverse: { kind: 'set-note', note: former },
      };
    }
    case 'set-name':
      return {
        workflow: { ...workflow, name: edit.name },
        inverse: { kind: 'set-name', name: workflow.name },
      };
    case 'set-exposed':
      return {
        workflow: { ...workflow, exposed: edit.exposed },
        inverse: { kind: 'set-exposed', exposed: workflow.exposed },
      };
    case 'batch':
      return applyBatch(workflow, edit.edits);
  }
}

function applyBatch(workflow: Workflow, edits: readonly Edit[]): Applied {
  let current = workflow;
  const inverses: Edit[] = [];
  for (const edit of edits) {
    const applied = applyEdit(current, edit);
    current = applied.workflow;
    inverses.push(applied.inverse);
  }
  return { workflow: current, inverse: { kind: 'batch', edits: inverses.reverse() } };
}

function changeNode(
  workflow: Workflow,
  id: string,
  change: (node: WorkflowNode) => { node: WorkflowNode; inverse: Edit },
): Applied {
  const former = workflow.nodes.get(id);
  if (!former) return { workflow, inverse: NOTHING };
  const { node, inverse } = change(former);
  return { workflow: { ...workflow, nodes: workflow.nodes.set(node) }, inverse };
}

function changeLook(node: WorkflowNode, look: NodeLook): { node: WorkflowNode; inverse: Edit } {
  const changed: Record<string, unknown> = { ...node };
  const former: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(look)) {
    former[field] = node[field];
    if (value === undefined) delete changed[field];
    else changed[field] = value;
  }
  return { node: changed as WorkflowNode, inverse: { kind: 'look', node: node.id, look: former } };
}

/** Adds an edge; whatever fed the same input before makes room for it. */
function setEdge(workflow: Workflow, edge: Edge): Applied {
  const occupant = workflow.edgesOf
    .get(edge.to.node)
    ?.inputs.find((other) => other.to.port === edge.to.port && other.id !== edge.id);
  if (occupant) {
    return applyBatch(workflow, [
      { kind: 'remove-edge', id: occupant.id },
      { kind: 'set-edge', edge },
    ]);
  }
  return joinEdge(workflow, edge);
}

function joinEdge(workflow: Workflow, edge: Edge): Applied {
  const former = workflow.edges.get(edge.id);
  return {
    workflow: { ...workflow, ...withEdge(workflow, edge) },
    inverse: former ? { kind: 'set-edge', edge: former, joins: true } : { kind: 'remove-edge', id: edge.id },
  };
}

/** Removes a node with its edges and its place in the form. */
function removeNode(workflow: Workflow, id: string): Applied {
  if (!workflow.nodes.has(id)) return { workflow, inverse: NOTHING };
  const at = workflow.edgesOf.get(id);
  const edges = [...new Set([...(at?.inputs ?? []), ...(at?.outputs ?? [])])];
  const exposed = workflow.exposed.filter((entry) => entry.node !== id);
  const cut = applyBatch(workflow, [
    ...edges.map((edge): Edit => ({ kind: 'remove-edge', id: edge.id })),
    ...(exposed.length < workflow.exposed.length ? [{ kind: 'set-exposed', exposed } as const] : []),
  ]);
  const { workflow: rest, inverse } = removeLoneNode(cut.workflow, id);
  return { workflow: rest, inverse: { kind: 'batch', edits: [inverse, cut.inverse] } };
}

function removeLoneNode(workflow: Workflow, id: string): Applied {
  const former = workflow.nodes.get(id);
  if (!former) return { workflow, inverse: NOTHING };
  return {
    workflow: { ...workflow, nodes: workflow.nodes.delete(id) },
    inverse: { kind: 'set-node', node: former },
  };
}
