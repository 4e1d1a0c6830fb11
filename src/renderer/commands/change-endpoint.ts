import type { NodeType } from '../../engine/define-node.ts';
import type { Edit } from '../../engine/edits.ts';
import { edgeId, type WorkflowNode } from '../../engine/workflow.ts';
import { changeRequestType } from '../../requests/change-request-type.ts';
import { activeWorkflow } from '../state/document-store.ts';
import { notifyDone, notifyNote } from '../state/notify.ts';
import { registry } from '../state/registry.ts';
import { inspectedNode } from '../state/view-store.ts';
import { type Command, NO_KEYS } from './command.ts';
import type { Editor } from './editor.ts';

/** What a request node can be changed to. */
export const requestTypes = registry.list.filter(({ endpoint }) => endpoint !== undefined);

/** The request node that is selected alone, with its type. */
function selectedRequest({ documents, views }: Editor): { node: WorkflowNode; type: NodeType } | null {
  const id = inspectedNode(views.getState());
  const node = id === null ? undefined : activeWorkflow(documents.getState())?.nodes.get(id);
  const type = node && registry.of(node);
  return node && type?.category === 'Request' ? { node, type } : null;
}

/** Asks another endpoint with the selected request node: what fits goes over, the rest is told. One step of undo. */
export function changeEndpoint(editor: Editor, to: NodeType): void {
  const found = selectedRequest(editor);
  const workflow = activeWorkflow(editor.documents.getState());
  if (!found || !workflow) return;
  const { node, type: from } = found;
  const incoming = workflow.edgesOf.get(node.id)?.inputs ?? [];
  const wired = incoming.map((edge) => edge.to.port);
  const { params, ports, renamed, lost } = changeRequestType(node.params, wired, from, to);
  const edits: Edit[] = [
    { kind: 'set-node', node: { ...node, type: to.id, typeVersion: to.version, params } },
  ];
  for (const edge of incoming) {
    const port = ports[edge.to.port];
    if (port === edge.to.port) continue;
    edits.push({ kind: 'remove-edge', id: edge.id });
    if (port === undefined) continue;
    const end = { node: node.id, port };
    edits.push({ kind: 'set-edge', edge: { ...edge, id: edgeId(edge.from, end), to: end } });
  }
  editor.documents.getState().edit({ kind: 'batch', edits }, `Change endpoint to ${to.title}`);
  const message = `The request now goes to “${to.title}”.`;
  if (lost.length === 0 && renamed.length === 0) {
    notifyDone(message, { description: 'Everything went over.' });
    return;
  }
  const parts = [
    lost.length > 0 ? `Left behind: ${lost.join(', ')}.` : '',
    renamed.length > 0 ? `Renamed: ${renamed.join(', ')}.` : '',
  ];
  notifyNote(message, {
    description: parts.filter((part) => part !== '').join(' '),
    action: { label: 'Undo', onClick: () => editor.documents.getState().undo() },
  });
}

/** One command for each endpoint; the palette finds them by “endpoint”. */
export const endpointCommands: readonly Command[] = requestTypes.map((to) => ({
  id: `node.change-endpoint.${to.id}`,
  label: `Change endpoint to ${to.title}`,
  category: 'Node',
  shortcuts: NO_KEYS,
  words: 'swap model request',
  isEnabled: (editor) => {
    const found = selectedRequest(editor);
    return found !== null && found.type.id !== to.id;
  },
  run: (editor) => changeEndpoint(editor, to),
}));
