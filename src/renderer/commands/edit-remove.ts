import type { Edit } from '../../engine/edits.ts';
import { conversion, type ValueKind } from '../../engine/value.ts';
import { type Edge, edgeId, type Workflow } from '../../engine/workflow.ts';
import { activeWorkflow, documentStore } from '../state/document-store.ts';
import { registry } from '../state/registry.ts';
import { type Selection, viewStore } from '../state/view-store.ts';

/** The edits that remove a selection; `heals` joins what fed a removed node to what it fed, where the kinds fit. */
export function removalEdits(workflow: Workflow, selection: Selection, heals: boolean): Edit[] {
  const edits: Edit[] = [...selection.edges].map((id) => ({ kind: 'remove-edge', id }));
  if (heals) {
    for (const { from, to } of healedEdges(workflow, selection.nodes))
      edits.push({ kind: 'set-edge', edge: { id: edgeId(from, to), from, to } });
  }
  for (const id of selection.nodes) edits.push({ kind: 'remove-node', id });
  for (const id of selection.groups) edits.push({ kind: 'remove-group', id });
  for (const id of selection.notes) edits.push({ kind: 'remove-note', id });
  return edits;
}

/** Removes what is selected as one step of undo. */
export function removeSelection(heals: boolean, label = 'Delete'): void {
  const workflow = activeWorkflow(documentStore.getState());
  if (!workflow) return;
  const edits = removalEdits(workflow, viewStore.getState().selection, heals);
  if (edits.length === 0) return;
  documentStore.getState().edit({ kind: 'batch', edits }, label);
  viewStore.getState().select({});
}

/** Edges that close the gap which removed nodes leave: each output's reader gets the first feed of a fitting kind. */
function healedEdges(workflow: Workflow, removed: ReadonlySet<string>): Pick<Edge, 'from' | 'to'>[] {
  const healed: Pick<Edge, 'from' | 'to'>[] = [];
  for (const id of removed) {
    for (const edge of workflow.edgesOf.get(id)?.outputs ?? []) {
      if (removed.has(edge.to.node)) continue;
      const wanted = inputKind(workflow, edge);
      const from = wanted && feedBehind(workflow, removed, id, wanted, new Set());
      if (from) healed.push({ from, to: edge.to });
    }
  }
  return healed;
}

/** The nearest output that stays, found by walking back through removed nodes. */
function feedBehind(
  workflow: Workflow,
  removed: ReadonlySet<string>,
  id: string,
  wanted: ValueKind,
  seen: Set<string>,
): Edge['from'] | null {
  if (seen.has(id)) return null;
  seen.add(id);
  for (const { from } of workflow.edgesOf.get(id)?.inputs ?? []) {
    if (removed.has(from.node)) {
      const further = feedBehind(workflow, removed, from.node, wanted, seen);
      if (further) return further;
    } else {
      const source = workflow.nodes.get(from.node);
      const kind = source && registry.of(source)?.outputs[from.port]?.kind;
      if (kind && conversion(kind, wanted) !== undefined) return from;
    }
  }
  return null;
}

function inputKind(workflow: Workflow, { to }: Edge): ValueKind | undefined {
  const reader = workflow.nodes.get(to.node);
  return reader && registry.of(reader)?.inputs[to.port]?.kind;
}
