import type { NumberParam } from '../../engine/param.ts';
import type { FieldProps } from './field-props.ts';
import { NumberScrub } from './NumberScrub.tsx';

/** A number, a whole number or a slider. */
export function NumberField({
  param,
  value,
  label,
  isInvalid,
  describedBy,
  change,
  done,
}: FieldProps<NumberParam>) {
  const fill =
    param.kind === 'slider' && typeof value === 'number'
      ? Math.min(1, Math.max(0, (value - param.min) / (param.max - param.min)))
      : undefined;
  return (
    <NumberScrub
      param={param}
      value={typeof value === 'number' ? value : null}
      label={label}
      unit={param.unit}
      isInvalid={isInvalid}
      describedBy={describedBy}
      fill={fill}
      change={(number) => {
        if (number !== null) change(number);
      }}
      done={done}
    />
  );
}
