import type { TextParam } from '../../engine/param.ts';
import type { FieldProps } from './field-props.ts';

/** One line of text. */
export function TextField({
  param,
  value,
  label,
  isInvalid,
  describedBy,
  change,
  done,
}: FieldProps<TextParam>) {
  return (
    <input
      className="field field--text nodrag"
      type="text"
      value={value}
      placeholder={param.placeholder}
      aria-label={label}
      aria-invalid={isInvalid || undefined}
      aria-describedby={describedBy}
      spellCheck={false}
      onChange={(event) => change(event.target.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
}
