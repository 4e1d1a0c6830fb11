import { memo } from 'react';
import type { Param } from '../../engine/param.ts';
import { FieldControl } from '../fields/FieldControl.tsx';
import { WiredValue } from '../fields/WiredValue.tsx';
import { rowOf } from '../geometry/param-rows.ts';
import { useFeed } from '../state/use-document.ts';

interface ParamRowProps {
  readonly nodeId: string;
  readonly paramId: string;
  readonly param: Param;
  readonly top: number;
  readonly height: number;
}

/** Label and field of a param; where its port is wired, what feeds it instead. */
export const ParamRow = memo(function ParamRow({ nodeId, paramId, param, top, height }: ParamRowProps) {
  const edge = useFeed(nodeId, paramId);
  const isHigh = rowOf(param).isHigh && !edge;
  return (
    <div
      className={isHigh ? 'card__row card__row--high' : `card__row card__row--${param.kind}`}
      style={{ top, height }}
      title={param.help}
    >
      <span className="card__label clip">{param.label}</span>
      {edge ? (
        <WiredValue edge={edge} paramId={paramId} />
      ) : (
        <FieldControl nodeId={nodeId} paramId={paramId} param={param} />
      )}
    </div>
  );
});
