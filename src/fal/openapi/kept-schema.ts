import * as z from 'zod/mini';
import type { Fields } from '../field.ts';
import { hasSoundDefault } from './field-of-schema.ts';
import { isFieldName, MAX_FIELDS, type NamedField, type ReadEndpoint } from './read-document.ts';

const text = (most: number) => z.string().check(z.maxLength(most));
const options = z.array(text(200).check(z.minLength(1))).check(z.minLength(1), z.maxLength(500));
const flag = z.optional(z.literal(true));
const base = {
  name: text(80).check(z.refine(isFieldName)),
  label: text(100),
  help: text(600),
  advanced: flag,
};
const required = flag;
const one = <const K extends string, S extends z.core.$ZodShape>(kind: K, shape: S) =>
  z.object({ ...base, kind: z.literal(kind), ...shape });
const optionalNumber = z.optional(z.number());
const number = { default: optionalNumber, min: optionalNumber, isMinExcluded: flag, max: optionalNumber };
const stepped = { ...number, step: z.optional(z.number().check(z.positive())), required };

const field = z
  .discriminatedUnion('kind', [
    one('video', { required }),
    one('image', { required }),
    one('audio', { required }),
    one('text', { default: z.optional(text(20_000)), required }),
    one('integer', stepped),
    one('number', stepped),
    one('choice', {
      options,
      default: z.optional(text(200)),
      required,
      isNumeric: flag,
    }),
    one('toggle', { default: z.optional(z.boolean()) }),
    one('seed', {}),
    one('image-size', { options, default: z.optional(text(200)), required }),
    one('loras', { max: z.int().check(z.minimum(1), z.maximum(20)), required, isPlain: flag }),
    one('json', { default: z.optional(text(20_000)), required }),
  ])
  .check(z.refine((found) => hasSoundDefault(found)));

const price = z.object({
  unitUsd: z.number().check(z.minimum(0), z.maximum(10_000)),
  unit: text(40),
  asOf: text(10),
});

/** What a workflow keeps of an endpoint's document, so that it opens and runs without fetching it again. */
const keptSchema = z.object({
  title: text(200).check(z.minLength(1)),
  help: text(600),
  fields: z.array(field).check(
    z.minLength(1),
    z.maxLength(MAX_FIELDS),
    z.refine((fields) => new Set(fields.map(({ name }) => name)).size === fields.length),
  ),
  delivers: z.enum(['video', 'image', 'audio', 'file', 'hdr', 'unknown']),
  leftOut: z.optional(z.array(text(80)).check(z.maxLength(MAX_FIELDS))),
  /** ISO date on which the document was read. */
  readOn: text(10),
  source: z.enum(['fal', 'simulator', 'file']),
  price: z.optional(price),
});
export type KeptSchema = z.infer<typeof keptSchema>;
export type UnitPriceFound = z.infer<typeof price>;

/** A kept schema out of a workflow or the data folder, or null where it is none. */
export function parseKeptSchema(value: unknown): KeptSchema | null {
  const parsed = keptSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** What is kept of a document that was just read. */
export function keepSchema(
  { title, help, fields, delivers, leftOut }: ReadEndpoint,
  origin: Pick<KeptSchema, 'readOn' | 'source' | 'price'>,
): KeptSchema {
  const { readOn, source, price: found } = origin;
  return {
    title,
    help,
    delivers,
    fields: fields as KeptSchema['fields'],
    ...(leftOut.length > 0 && { leftOut: [...leftOut] }),
    readOn,
    source,
    ...(found && { price: found }),
  };
}

/** The fields by name, as requests and forms read them. */
export function fieldsOfSchema({ fields }: Pick<KeptSchema, 'fields'>): Fields {
  return Object.fromEntries((fields as readonly NamedField[]).map(({ name, ...rest }) => [name, rest]));
}
