import { Link2 } from 'lucide-react';
import type { Edge } from '../../engine/workflow.ts';
import { registry } from '../state/registry.ts';
import { useNode } from '../state/use-document.ts';
import { viewStore } from '../state/view-store.ts';

/** What feeds a field whose port is wired; a click selects that node. */
export function WiredValue({ edge }: { readonly edge: Edge }) {
  const source = useNode(edge.from.node);
  const type = source && registry.of(source);
  const title = source?.title ?? type?.title ?? edge.from.node;
  const port = type?.outputs[edge.from.port]?.label ?? edge.from.port;
  return (
    <button
      type="button"
      className="field field--wired nodrag"
      title={`Fed by ${title}, ${port}`}
      onClick={() => viewStore.getState().select({ nodes: new Set([edge.from.node]) })}
    >
      <Link2 size={12} aria-hidden />
      <span className="clip">{title}</span>
    </button>
  );
}
