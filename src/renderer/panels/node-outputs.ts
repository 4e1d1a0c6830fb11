import type { NodeType } from '../../engine/define-node.ts';
import type { FramesValue, ValueKind } from '../../engine/value.ts';
import { useNodePlan, useNodeRun } from '../state/use-run.ts';

export interface ShownOutput {
  readonly port: string;
  readonly label: string;
  readonly kind: ValueKind;
  readonly value: unknown;
}

/** The outputs of a node as they are known: from the last run, else from the plan. Lists show their first element. */
export function useNodeOutputs(nodeId: string, type: NodeType): readonly ShownOutput[] {
  const run = useNodeRun(nodeId);
  const forecast = useNodePlan(nodeId)?.forecast;
  const outputs = run.state === 'done' ? run.outputs : forecast;
  return Object.entries(type.outputs).flatMap(([port, { label, kind, axis }]) => {
    const output = outputs?.[port];
    const value = axis === undefined ? output : (output as readonly unknown[] | undefined)?.[0];
    return value === undefined || isEmpty(kind, value) ? [] : [{ port, label, kind, value }];
  });
}

/** Most requests bring no EXR frames, which is nothing to look at. */
const isEmpty = (kind: ValueKind, value: unknown) =>
  kind === 'frames' && (value as FramesValue).frames.length === 0;
