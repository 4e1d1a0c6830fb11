import type { Edit } from '../../engine/edits.ts';
import { activeWorkflow, documentStore } from '../state/document-store.ts';
import { registry } from '../state/registry.ts';

/** Gives a node a title; an empty one or its type's takes the title away. */
export function renameNode(id: string, text: string): void {
  const node = activeWorkflow(documentStore.getState())?.nodes.get(id);
  if (!node) return;
  const typed = text.trim();
  const title = typed === '' || typed === registry.of(node)?.title ? undefined : typed;
  if (title === node.title) return;
  documentStore.getState().edit({ kind: 'look', node: id, look: { title } }, 'Rename');
}

/** Collapses these nodes, or expands them when all are collapsed. */
export function toggleCollapsed(ids: Iterable<string>): void {
  const workflow = activeWorkflow(documentStore.getState());
  const nodes = [...ids].map((id) => workflow?.nodes.get(id)).filter((node) => node !== undefined);
  if (nodes.length === 0) return;
  const collapsed = nodes.every((node) => node.collapsed) ? undefined : true;
  const edits = nodes.map((node): Edit => ({ kind: 'look', node: node.id, look: { collapsed } }));
  documentStore.getState().edit({ kind: 'batch', edits }, collapsed ? 'Collapse' : 'Expand');
}

/** Switches bypass or mute on for these nodes, or off when all have it. */
export function toggleMode(ids: Iterable<string>, mode: 'bypass' | 'mute'): void {
  const workflow = activeWorkflow(documentStore.getState());
  const nodes = [...ids].map((id) => workflow?.nodes.get(id)).filter((node) => node !== undefined);
  if (nodes.length === 0) return;
  const next = nodes.every((node) => node.mode === mode) ? undefined : mode;
  const edits = nodes.map((node): Edit => ({ kind: 'look', node: node.id, look: { mode: next } }));
  const label = mode === 'bypass' ? (next ? 'Bypass' : 'End bypass') : next ? 'Mute' : 'Unmute';
  documentStore.getState().edit({ kind: 'batch', edits }, label);
}
