import type { ChoiceParam, NumberParam, Param, SeedParam, TextParam, ToggleParam } from '../engine/param.ts';
import type {
  ChoiceField,
  Field,
  Fields,
  MediaField,
  NumberField,
  SeedField,
  TextField,
} from '../fal/field.ts';

type ParamOfField<F extends Field> = F extends TextField
  ? TextParam
  : F extends NumberField
    ? NumberParam
    : F extends ChoiceField
      ? ChoiceParam & { readonly options: F['options'] }
      : F extends SeedField
        ? SeedParam
        : ToggleParam;

/** The params of a form for an endpoint's fields, under the same names; media come in through ports instead. */
export type ParamsOfFields<F extends Fields> = {
  readonly [K in keyof F as F[K] extends MediaField ? never : K]: ParamOfField<F[K]>;
};

/** Builds the params for these fields, so that labels, ranges and defaults are written once. */
export function paramsOfFields<F extends Fields>(fields: F): ParamsOfFields<F> {
  const params: Record<string, Param> = {};
  for (const [name, field] of Object.entries(fields)) {
    const param = paramOfField(field);
    if (param) params[name] = param;
  }
  return params as unknown as ParamsOfFields<F>;
}

function paramOfField(field: Field): Param | null {
  const { label, help, advanced, onlyWith } = field;
  const base = { label, help, ...(advanced && { advanced }), ...(onlyWith && { onlyWith }) };
  switch (field.kind) {
    case 'video':
    case 'image':
      return null;
    case 'text':
      return { ...base, kind: 'multiline', default: field.default };
    case 'integer':
    case 'number': {
      const { min, max, step } = field;
      const kind = field.kind === 'number' && max - min <= 1 ? 'slider' : field.kind;
      return { ...base, kind, default: field.default, min, max, ...(step !== undefined && { step }) };
    }
    case 'choice':
      return { ...base, kind: 'choice', default: field.default, options: field.options };
    case 'toggle':
      return { ...base, kind: 'toggle', default: field.default };
    case 'seed':
      return { ...base, kind: 'seed', default: { mode: 'randomize', value: 0 } };
  }
}
