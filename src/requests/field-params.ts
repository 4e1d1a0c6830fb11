import type {
  ChoiceParam,
  NumberParam,
  OptionalNumberParam,
  Param,
  PresetSizeParam,
  SeedParam,
  TextParam,
  ToggleParam,
} from '../engine/param.ts';
import type {
  ChoiceField,
  Field,
  Fields,
  ImageSizeField,
  JsonField,
  LorasField,
  MediaField,
  NumberField,
  SeedField,
  TextField,
} from '../fal/field.ts';

type ParamOfField<F extends Field> = F extends TextField | AudioField | JsonField
  ? TextParam
  : F extends NumberField
    ? F extends { readonly default: number }
      ? NumberParam
      : OptionalNumberParam
    : F extends ChoiceField
      ? ChoiceParam & { readonly options: F['options'] }
      : F extends SeedField
        ? SeedParam
        : F extends ImageSizeField
          ? PresetSizeParam
          : ToggleParam;

/** A sound has no port and no picker yet: its web address is typed. */
type AudioField = MediaField & { readonly kind: 'audio' };
type PortField = (MediaField & { readonly kind: 'video' | 'image' }) | LorasField;

/** The params of a form for an endpoint's fields, under the same names; files and LoRAs come in through ports instead. */
export type ParamsOfFields<F extends Fields> = {
  readonly [K in keyof F as F[K] extends PortField ? never : K]: ParamOfField<F[K]>;
};

/** Builds the params for these fields, so that labels, ranges and defaults are written once. */
export function paramsOfFields<F extends Fields>(fields: F): ParamsOfFields<F> {
  const params: Record<string, Param> = {};
  for (const [name, field] of Object.entries(fields)) {
    const param = paramOfField(field, fields);
    if (param) params[name] = param;
  }
  return params as unknown as ParamsOfFields<F>;
}

/** Bound of a form's number where the endpoint documents none; a slip of the hand is not sent. */
const NO_BOUND = 1_000_000;

function paramOfField(field: Field, fields: Fields): Param | null {
  const { label, help, advanced, onlyWith } = field;
  const isSwitched = onlyWith !== undefined && fields[onlyWith]?.kind === 'toggle';
  const base = { label, help, ...(advanced && { advanced }), ...(isSwitched && { onlyWith }) };
  switch (field.kind) {
    case 'video':
    case 'image':
    case 'loras':
      return null;
    case 'audio':
      return { ...base, kind: 'text', default: '', placeholder: 'https://…' };
    case 'text':
      return { ...base, kind: 'multiline', default: field.default ?? '' };
    case 'integer':
    case 'number': {
      const { min = -NO_BOUND, max = NO_BOUND, step, isMinExcluded } = field;
      const range = {
        min,
        max,
        ...(step !== undefined && { step }),
        ...(isMinExcluded && { isMinExcluded }),
      };
      if (field.default === undefined) return { ...base, kind: 'optional-number', default: null, ...range };
      const kind = field.kind === 'number' && max - min <= 1 ? 'slider' : field.kind;
      return { ...base, kind, default: field.default, ...range };
    }
    case 'json':
      return { ...base, kind: 'multiline', default: field.default ?? '', placeholder: 'JSON' };
    case 'choice':
      return { ...base, kind: 'choice', ...optionsOf(field) };
    case 'toggle':
      return { ...base, kind: 'toggle', default: field.default ?? false };
    case 'seed':
      return { ...base, kind: 'seed', default: { mode: 'randomize', value: 0 } };
    case 'image-size':
      return { ...base, kind: 'preset-size', ...optionsOf(field) };
  }
}

/** The options of a form; an empty one stands for “left out” where there is no default. */
function optionsOf({ options, default: byDefault, required }: ChoiceField | ImageSizeField) {
  if (byDefault !== undefined) return { default: byDefault, options };
  return required ? { default: options[0]!, options } : { default: '', options: ['', ...options] };
}
