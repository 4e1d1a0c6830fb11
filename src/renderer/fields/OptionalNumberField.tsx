import type { OptionalNumberParam } from '../../engine/param.ts';
import type { FieldProps } from './field-props.ts';
import { NumberScrub } from './NumberScrub.tsx';

/** A number that may be left to the endpoint. */
export function OptionalNumberField({ param, value, ...rest }: FieldProps<OptionalNumberParam>) {
  const { label, isInvalid, describedBy, change, done } = rest;
  return (
    <NumberScrub
      param={param}
      value={value}
      empty="endpoint’s own"
      canBeEmpty
      {...{ label, isInvalid, describedBy, change, done }}
    />
  );
}
