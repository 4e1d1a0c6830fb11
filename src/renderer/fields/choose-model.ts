import { carryOver } from '../../engine/carry-over.ts';
import { applyEdit, type Edit } from '../../engine/edits.ts';
import type { EndpointValue } from '../../engine/param.ts';
import { activeWorkflow, documentStore } from '../state/document-store.ts';
import { notifyNote } from '../state/notify.ts';
import { registry } from '../state/registry.ts';

/** Gives a node its model; settings and connections that the model has no place for go, and are told. One undo. */
export function chooseModel(nodeId: string, param: string, value: EndpointValue): void {
  const workflow = activeWorkflow(documentStore.getState());
  if (!workflow?.nodes.has(nodeId)) return;
  const edit: Edit = { kind: 'set-param', node: nodeId, param, value };
  const { edits, lost, keptCount } = carryOver(applyEdit(workflow, edit).workflow, registry, nodeId);
  documentStore.getState().edit({ kind: 'batch', edits: [edit, ...edits] }, 'Choose model');
  if (lost.length === 0) return;
  const kept = keptCount === 1 ? 'One setting was' : `${keptCount} settings and connections were`;
  notifyNote(`${kept} carried over to the new model.`, {
    description: `It has no ${lost.join(', ')}. Undo brings them back.`,
  });
}
