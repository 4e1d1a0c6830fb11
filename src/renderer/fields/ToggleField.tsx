import type { ToggleParam } from '../../engine/param.ts';
import type { FieldProps } from './field-props.ts';

/** On or off. */
export function ToggleField({ value, label, isInvalid, describedBy, change, done }: FieldProps<ToggleParam>) {
  return (
    <button
      type="button"
      role="switch"
      className="field field--toggle nodrag"
      aria-checked={value}
      aria-label={label}
      aria-invalid={isInvalid || undefined}
      aria-describedby={describedBy}
      onClick={() => {
        change(!value);
        done();
      }}
    >
      <span className="toggle" aria-hidden />
      {value ? 'On' : 'Off'}
    </button>
  );
}
