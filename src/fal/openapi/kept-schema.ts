import { z } from 'zod';
import type { Fields } from '../field.ts';
import { hasSoundDefault } from './field-of-schema.ts';
import { isFieldName, MAX_FIELDS, type NamedField, type ReadEndpoint } from './read-document.ts';

const text = (most: number) => z.string().max(most);
const options = z.array(text(200).min(1)).min(1).max(500);
const base = {
  name: text(80).refine(isFieldName),
  label: text(100),
  help: text(600),
  advanced: z.literal(true).optional(),
};
const required = z.literal(true).optional();
const one = <const K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.object({ ...base, kind: z.literal(kind), ...shape });
const number = { default: z.number().optional(), min: z.number().optional(), max: z.number().optional() };
const stepped = { ...number, step: z.number().positive().optional(), required };

const field = z
  .discriminatedUnion('kind', [
    one('video', { required }),
    one('image', { required }),
    one('audio', { required }),
    one('text', { default: text(20_000).optional(), required }),
    one('integer', stepped),
    one('number', stepped),
    one('choice', {
      options,
      default: text(200).optional(),
      required,
      isNumeric: z.literal(true).optional(),
    }),
    one('toggle', { default: z.boolean().optional() }),
    one('seed', {}),
    one('image-size', { options, default: text(200).optional(), required }),
    one('loras', { max: z.int().min(1).max(20), required, isPlain: z.literal(true).optional() }),
    one('json', { default: text(20_000).optional(), required }),
  ])
  .refine((found) => hasSoundDefault(found));

const price = z.object({ unitUsd: z.number().min(0).max(10_000), unit: text(40), asOf: text(10) });

/** What a workflow keeps of an endpoint's document, so that it opens and runs without fetching it again. */
const keptSchema = z.object({
  title: text(200).min(1),
  help: text(600),
  fields: z
    .array(field)
    .min(1)
    .max(MAX_FIELDS)
    .refine((fields) => new Set(fields.map(({ name }) => name)).size === fields.length),
  delivers: z.enum(['video', 'image', 'audio', 'file', 'hdr', 'unknown']),
  leftOut: z.array(text(80)).max(MAX_FIELDS).optional(),
  /** ISO date on which the document was read. */
  readOn: text(10),
  source: z.enum(['fal', 'simulator', 'file']),
  price: price.optional(),
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
