import { memo } from 'react';
import type { Param, StoredParam } from '../../engine/param.ts';
import { setParam } from '../commands/set-param.ts';
import { documentStore } from '../state/document-store.ts';
import { useParam } from '../state/use-document.ts';
import { useTabRun } from '../state/use-run.ts';
import { fieldOf } from './index.ts';

interface FieldControlProps {
  readonly nodeId: string;
  readonly paramId: string;
  readonly param: Param;
  readonly describedBy?: string;
}

/** The control of one param, wired to the document. It renders again only when its own value changes. */
export const FieldControl = memo(function FieldControl({
  nodeId,
  paramId,
  param,
  describedBy,
}: FieldControlProps) {
  const stored = useParam(nodeId, paramId);
  const isInvalid = useTabRun(
    ({ plan }) =>
      plan?.problemsOf[nodeId]?.some(
        (problem) => problem.param === paramId && problem.severity === 'error',
      ) ?? false,
  );
  const Field = fieldOf(param.kind);
  return (
    <Field
      nodeId={nodeId}
      paramId={paramId}
      param={param}
      value={(stored === undefined ? param.default : stored) as StoredParam<Param>}
      label={param.label}
      isInvalid={isInvalid}
      describedBy={describedBy}
      change={(value) => setParam(nodeId, paramId, value, `param:${nodeId}.${paramId}`)}
      done={() => documentStore.getState().endGesture()}
    />
  );
});
