import type { ChoiceParam } from '../../engine/param.ts';
import type { FieldProps } from './field-props.ts';

/** One of a few options. */
export function ChoiceField({
  param,
  value,
  label,
  isInvalid,
  describedBy,
  change,
  done,
}: FieldProps<ChoiceParam>) {
  const options = param.options.includes(value) ? param.options : [value, ...param.options];
  return (
    <select
      className="field field--choice nodrag"
      value={value}
      aria-label={label}
      aria-invalid={isInvalid || undefined}
      aria-describedby={describedBy}
      onChange={(event) => {
        change(event.target.value);
        done();
      }}
    >
      {options.map((option) => (
        <option key={option} value={option}>
          {option}
        </option>
      ))}
    </select>
  );
}
