import type { PresetSizeParam, SizeValue } from '../../engine/param.ts';
import { ChoiceField } from './ChoiceField.tsx';
import type { FieldProps } from './field-props.ts';
import { SizeField } from './SizeField.tsx';

const CUSTOM = 'custom';
const FIRST_SIZE: SizeValue = { width: 1280, height: 704 };
const ALIGN_PX = 64;

/** A named size, or “custom” with a width and a height. */
export function PresetSizeField({ param, value, change, ...rest }: FieldProps<PresetSizeParam>) {
  const custom = typeof value === 'string' ? null : value;
  const { kind: _, options, ...base } = param;
  return (
    <div className="field-stack nodrag">
      <ChoiceField
        {...rest}
        param={{ ...base, kind: 'choice', options: [...options, CUSTOM] }}
        value={typeof value === 'string' ? value : CUSTOM}
        change={(choice) => change(choice === CUSTOM ? (custom ?? FIRST_SIZE) : choice)}
      />
      {custom && (
        <SizeField
          {...rest}
          param={{ ...base, kind: 'size', default: null, multipleOf: ALIGN_PX }}
          value={custom}
          change={(size) => change(size ?? param.default)}
        />
      )}
    </div>
  );
}
