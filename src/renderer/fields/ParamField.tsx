import { useId } from 'react';
import { placesText } from '../../engine/places.ts';
import { rowOf } from '../geometry/param-rows.ts';
import { registry } from '../state/registry.ts';
import { useFeed, useNode } from '../state/use-document.ts';
import { useTabRun } from '../state/use-run.ts';
import { FieldControl } from './FieldControl.tsx';
import { WiredValue } from './WiredValue.tsx';

/** Label, control and problem of one param, as the inspector shows it. */
export function ParamField({ nodeId, paramId }: { readonly nodeId: string; readonly paramId: string }) {
  const id = useId();
  const node = useNode(nodeId);
  const declared = node && registry.of(node);
  const param = declared?.params[paramId];
  const edge = useFeed(nodeId, paramId);
  const problem = useTabRun(({ plan }) => plan?.problemsOf[nodeId]?.find((found) => found.param === paramId));
  if (!param) return null;
  return (
    <div className={rowOf(param).isHigh ? 'param param--high' : 'param'}>
      <span className="param__label" title={param.help}>
        {param.label}
      </span>
      {edge ? (
        <WiredValue edge={edge} paramId={paramId} />
      ) : (
        <FieldControl
          nodeId={nodeId}
          paramId={paramId}
          param={param}
          describedBy={problem ? id : undefined}
        />
      )}
      {problem && (
        <p
          id={id}
          className={problem.severity === 'error' ? 'param__problem' : 'param__problem param__problem--warn'}
        >
          {problem.places && `${placesText(problem.places)}: `}
          {problem.message} {problem.fix}
        </p>
      )}
    </div>
  );
}
