import type { SizeParam, SizeValue } from '../../engine/param.ts';
import type { FieldProps } from './field-props.ts';
import { NumberScrub } from './NumberScrub.tsx';

const FIRST_SIZE: SizeValue = { width: 1280, height: 704 };
const LARGEST_PX = 16_384;

/** Width × height; both empty keeps the source's size. */
export function SizeField({
  param,
  value,
  label,
  isInvalid,
  describedBy,
  change,
  done,
}: FieldProps<SizeParam>) {
  const step = param.multipleOf ?? 2;
  const range = { kind: 'integer', min: step, max: LARGEST_PX - (LARGEST_PX % step), step } as const;
  const part = (side: 'width' | 'height') => (
    <NumberScrub
      param={range}
      value={value?.[side] ?? null}
      label={`${label}: ${side}`}
      empty="source"
      isInvalid={isInvalid}
      describedBy={describedBy}
      canBeEmpty
      change={(px) => change(px === null ? null : { ...(value ?? FIRST_SIZE), [side]: px })}
      done={done}
    />
  );
  return (
    <div className="field-pair nodrag">
      {part('width')}
      <span aria-hidden>×</span>
      {part('height')}
    </div>
  );
}
