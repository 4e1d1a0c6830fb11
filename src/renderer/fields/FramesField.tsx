import type { FramesParam } from '../../engine/param.ts';
import type { FieldProps } from './field-props.ts';
import { NumberScrub } from './NumberScrub.tsx';
import { useFps } from './use-fps.ts';

/** A frame index or count that may be left open, with its time where the rate is known. */
export function FramesField({
  nodeId,
  param,
  value,
  label,
  isInvalid,
  describedBy,
  change,
  done,
}: FieldProps<FramesParam>) {
  const fps = useFps(nodeId);
  const unit = fps !== null && value !== null ? `f · ${(value / fps).toFixed(2)} s` : 'f';
  return (
    <NumberScrub
      param={param}
      value={value}
      label={label}
      unit={unit}
      empty="open"
      isInvalid={isInvalid}
      describedBy={describedBy}
      canBeEmpty
      change={change}
      done={done}
    />
  );
}
