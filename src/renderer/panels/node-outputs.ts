import type { NodeType } from '../../engine/define-node.ts';
import type { FramesValue, ValueKind } from '../../engine/value.ts';
import { valueAt } from '../state/cell-values.ts';
import { useTabRun } from '../state/use-run.ts';

export interface ShownOutput {
  readonly port: string;
  readonly label: string;
  readonly kind: ValueKind;
  readonly value: unknown;
}

/** The outputs that a node has at the chosen places, as they are known: from the last run, else from the plan. */
export function useNodeOutputs(nodeId: string, type: NodeType): readonly ShownOutput[] {
  const run = useTabRun((present) => present);
  return Object.entries(type.outputs).flatMap(([port, { label, kind }]) => {
    const value = valueAt(run, nodeId, port);
    return value === undefined || isEmpty(kind, value) ? [] : [{ port, label, kind, value }];
  });
}

/** Most requests bring no EXR frames, which is nothing to look at. */
const isEmpty = (kind: ValueKind, value: unknown) =>
  kind === 'frames' && (value as FramesValue).frames.length === 0;
