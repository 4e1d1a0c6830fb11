import { Link2 } from 'lucide-react';
import { useMemo } from 'react';
import { cellAt } from '../../engine/places.ts';
import type { RequestValue } from '../../engine/value.ts';
import type { Edge } from '../../engine/workflow.ts';
import { registry } from '../state/registry.ts';
import { useNode } from '../state/use-document.ts';
import { useNodePlan, useTabRun } from '../state/use-run.ts';
import { viewStore } from '../state/view-store.ts';

interface WiredValueProps {
  readonly edge: Edge;
  readonly paramId: string;
}

/**
 * What feeds a field in place of its own value; a click selects that node. Of a port that brings several values along
 * the value of this one is shown, where the request tells it, and which of several requests that is where they differ.
 */
export function WiredValue({ edge, paramId }: WiredValueProps) {
  const source = useNode(edge.from.node);
  const type = source && registry.of(source);
  const title = source?.title ?? type?.title ?? edge.from.node;
  const plan = useNodePlan(edge.to.node);
  const shown = useTabRun(({ where }) => cellAt(plan?.axes ?? [], where));
  const texts = useMemo(
    () =>
      edge.to.port === paramId
        ? []
        : plan?.cells.map((cell) => requestedText(cell.forecast?.request, paramId)),
    [plan, edge.to.port, paramId],
  );
  const brought = texts?.[shown];
  const isOneOfMany = texts?.some((text) => text !== brought);
  const port = type?.outputs[edge.from.port]?.label ?? edge.from.port;
  return (
    <button
      type="button"
      className="field field--wired nodrag"
      title={`Fed by ${title}, ${port}`}
      onClick={() => viewStore.getState().select({ nodes: new Set([edge.from.node]) })}
    >
      <Link2 size={12} aria-hidden />
      <span className="clip">
        {isOneOfMany && `${shown + 1} of ${texts!.length}: `}
        {brought ?? title}
      </span>
    </button>
  );
}

/** The value that a request sends for a field, as its form would show it. */
function requestedText(request: unknown, field: string): string | null {
  const value = (request as RequestValue | undefined)?.input[field];
  switch (typeof value) {
    case 'boolean':
      return value ? 'On' : 'Off';
    case 'number':
      return String(value);
    case 'string':
      return value;
    default:
      return value && 'width' in value && 'height' in value ? `${value.width}×${value.height}` : null;
  }
}
