import type { TextParam } from '../../engine/param.ts';
import type { FieldProps } from './field-props.ts';

/** Several lines of text; as high as its place on the card or as its text in the inspector. */
export function MultilineField({
  param,
  value,
  label,
  isInvalid,
  describedBy,
  change,
  done,
}: FieldProps<TextParam>) {
  return (
    <textarea
      className="field field--multiline nodrag nowheel"
      value={value}
      placeholder={param.placeholder}
      aria-label={label}
      aria-invalid={isInvalid || undefined}
      aria-describedby={describedBy}
      rows={3}
      spellCheck
      onChange={(event) => change(event.target.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
}
