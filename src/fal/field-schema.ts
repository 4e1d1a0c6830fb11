import * as z from 'zod/mini';
import type { Field, Fields, InputOf } from './field.ts';
import { LORA_INPUT } from './lora-input.ts';
import { unmetNeeds } from './unmet-needs.ts';

/** Largest seed that every part of the chain keeps exactly (unsigned 32 bit). */
export const MAX_SEED = 4_294_967_295;
/** Largest side that fal's size type takes. */
const MAX_SIDE_PX = 14_142;

const oneOf = (options: readonly string[]) => z.enum(options as readonly [string, ...string[]]);

/** A value with its default; without one it may be left out unless it is required. */
function presence(
  schema: z.ZodMiniType,
  field: { readonly default?: unknown; readonly required?: true },
): z.ZodMiniType {
  if (field.default !== undefined) return z._default(schema, field.default);
  return field.required ? schema : z.optional(schema);
}

const side = z.int().check(z.minimum(1), z.maximum(MAX_SIDE_PX));

/** The zod schema of one field's value. */
export function schemaOfField(field: Field): z.ZodMiniType {
  switch (field.kind) {
    case 'video':
    case 'image':
    case 'audio':
      return presence(z.string().check(z.minLength(1)), field.required ? { required: true } : {});
    case 'text':
      // A text that has to be sent has no default to stand in for it.
      return field.required ? z.string() : presence(z.string(), field);
    case 'integer':
    case 'number': {
      const { kind, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = field;
      const above = field.isMinExcluded ? z.gt(min) : z.minimum(min);
      const bounded = (kind === 'integer' ? z.int() : z.number()).check(above, z.maximum(max));
      return presence(bounded, field);
    }
    case 'choice':
      return presence(oneOf(field.options), field);
    case 'toggle':
      return presence(z.boolean(), field);
    case 'json':
      return presence(
        z.unknown().check(z.refine((value) => value !== undefined, 'is missing')),
        field.required ? { required: true } : {},
      );
    case 'seed':
      return z.optional(z.int().check(z.minimum(0), z.maximum(MAX_SEED)));
    case 'image-size':
      return presence(z.union([oneOf(field.options), z.object({ width: side, height: side })]), field);
    case 'loras':
      return presence(
        z.array(LORA_INPUT).check(z.maxLength(field.max)),
        field.required ? { required: true } : {},
      );
  }
}

/** The zod schema of a whole input; unknown fields are dropped, as the endpoint ignores them. */
export function schemaOfFields<F extends Fields>(fields: F): z.ZodMiniType<InputOf<F>> {
  const shape: Record<string, z.ZodMiniType> = {};
  for (const [name, field] of Object.entries(fields)) shape[name] = schemaOfField(field);
  const schema = z.object(shape).check(
    z.superRefine((input, context) => {
      for (const { field, missing } of unmetNeeds(fields, input)) {
        context.addIssue({ code: 'custom', path: [field], message: `needs ${missing.join(' and ')}` });
      }
    }),
  );
  // Which fields stand in the shape is known only to the types: it is built name by name.
  return schema as unknown as z.ZodMiniType<InputOf<F>>;
}
