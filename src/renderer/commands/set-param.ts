import type { Edit } from '../../engine/edits.ts';
import type { Param } from '../../engine/param.ts';
import { refuseParamValue } from '../../engine/param-kinds.ts';
import type { Registry } from '../../engine/registry.ts';
import type { Workflow } from '../../engine/workflow.ts';
import { activeWorkflow, documentStore } from '../state/document-store.ts';
import { registry } from '../state/registry.ts';
import { viewStore } from '../state/view-store.ts';

/** The edit that sets a param; a value equal to the default is left out of the document. */
export function paramEdit(node: string, param: string, value: unknown, declared: Param | undefined): Edit {
  const isDefault = declared !== undefined && isSameValue(value, declared.default);
  return { kind: 'set-param', node, param, value: isDefault ? undefined : value };
}

/**
 * Other selected nodes that a change of this param reaches too: those with a param of the same id and kind, when the
 * changed node is part of the selection.
 */
export function alsoChanged(
  workflow: Workflow,
  types: Registry,
  selected: ReadonlySet<string>,
  nodeId: string,
  paramId: string,
): string[] {
  if (selected.size < 2 || !selected.has(nodeId)) return [];
  const own = declaredParam(workflow, types, nodeId, paramId);
  return [...selected].filter(
    (id) => id !== nodeId && declaredParam(workflow, types, id, paramId)?.kind === own?.kind,
  );
}

export function declaredParam(
  workflow: Workflow,
  types: Registry,
  nodeId: string,
  paramId: string,
): Param | undefined {
  const node = workflow.nodes.get(nodeId);
  const params = node && types.of(node)?.params;
  return params && Object.hasOwn(params, paramId) ? params[paramId] : undefined;
}

/** Sets a param of a node and, when it is one of several selected, of all those that have it. One step of undo. */
export function setParam(nodeId: string, paramId: string, value: unknown, gesture?: string): void {
  const workflow = activeWorkflow(documentStore.getState());
  const own = workflow && declaredParam(workflow, registry, nodeId, paramId);
  if (!workflow || !own) return;
  const others = alsoChanged(workflow, registry, viewStore.getState().selection.nodes, nodeId, paramId);
  const edits = [nodeId, ...others].flatMap((id) => {
    const declared = declaredParam(workflow, registry, id, paramId)!;
    if (id !== nodeId && refuseParamValue(value, declared) !== null) return [];
    const edit = paramEdit(id, paramId, value, declared);
    const now = workflow.nodes.get(id)?.params[paramId];
    return edit.kind === 'set-param' && isSameValue(edit.value, now) ? [] : [edit];
  });
  if (edits.length === 0) return;
  const label = `Change ${own.label.toLowerCase()}`;
  const [first] = edits;
  documentStore
    .getState()
    .edit(edits.length === 1 && first ? first : { kind: 'batch', edits }, label, gesture);
}

function isSameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  return JSON.stringify(a) === JSON.stringify(b);
}
