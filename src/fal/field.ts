import { z } from 'zod';

interface FieldBase {
  readonly label: string;
  readonly help: string;
  /** A field that most requests leave alone: shown in the form's second part. */
  readonly advanced?: boolean;
  /** Name of the toggle field without which this one has no effect. */
  readonly onlyWith?: string;
}

export interface MediaField extends FieldBase {
  readonly kind: 'video' | 'image';
  readonly required?: boolean;
}
export interface TextField extends FieldBase {
  readonly kind: 'text';
  readonly default: string;
}
export interface NumberField extends FieldBase {
  readonly kind: 'integer' | 'number';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** Step of the form's control; the wire accepts every value between min and max. */
  readonly step?: number;
}
export interface ChoiceField extends FieldBase {
  readonly kind: 'choice';
  readonly options: readonly string[];
  readonly default: string;
}
export interface ToggleField extends FieldBase {
  readonly kind: 'toggle';
  readonly default: boolean;
}
export interface SeedField extends FieldBase {
  readonly kind: 'seed';
}

/** One field of an endpoint's input, under the endpoint's own name. */
export type Field = MediaField | TextField | NumberField | ChoiceField | ToggleField | SeedField;
export type Fields = Readonly<Record<string, Field>>;

type FieldValue<F extends Field> = F extends MediaField
  ? string
  : F extends TextField
    ? string
    : F extends NumberField
      ? number
      : F extends ChoiceField
        ? F['options'][number]
        : F extends ToggleField
          ? boolean
          : number;

type OptionalField = SeedField | { kind: 'video' | 'image'; required?: false };

/** The parsed input of an endpoint: defaults filled in, optional media and seed possibly absent. */
export type InputOf<F extends Fields> = {
  -readonly [K in keyof F as F[K] extends OptionalField
    ? F[K] extends { required: true }
      ? K
      : never
    : K]: FieldValue<F[K]>;
} & {
  -readonly [K in keyof F as F[K] extends OptionalField
    ? F[K] extends { required: true }
      ? never
      : K
    : never]?: FieldValue<F[K]>;
};

/** Largest seed that every part of the chain keeps exactly (unsigned 32 bit). */
export const MAX_SEED = 4_294_967_295;

function schemaOfField(field: Field): z.ZodType {
  switch (field.kind) {
    case 'video':
    case 'image':
      return field.required ? z.string().min(1) : z.string().min(1).optional();
    case 'text':
      return z.string().default(field.default);
    case 'integer':
      return z.number().int().min(field.min).max(field.max).default(field.default);
    case 'number':
      return z.number().min(field.min).max(field.max).default(field.default);
    case 'choice':
      return z.enum(field.options as readonly [string, ...string[]]).default(field.default);
    case 'toggle':
      return z.boolean().default(field.default);
    case 'seed':
      return z.number().int().min(0).max(MAX_SEED).optional();
  }
}

/** The zod schema of a whole input; unknown fields are dropped, as the endpoint ignores them. */
export function schemaOfFields<F extends Fields>(fields: F): z.ZodType<InputOf<F>> {
  const shape: Record<string, z.ZodType> = {};
  for (const [name, field] of Object.entries(fields)) shape[name] = schemaOfField(field);
  return z.object(shape) as unknown as z.ZodType<InputOf<F>>;
}
