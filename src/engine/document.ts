import * as z from 'zod/mini';

/** Version of the document format that this program writes. */
export const DOCUMENT_VERSION = 1;
export const DOCUMENT_FORMAT = 'blockout/workflow';

const MAX_ITEMS = 20_000;
const text = (most: number) => z.string().check(z.maxLength(most));
const listOf = <T extends z.core.$ZodType>(item: T, most = MAX_ITEMS) =>
  z.array(item).check(z.maxLength(most));
const id = z.string().check(z.minLength(1), z.maxLength(200));
const px = z.number().check(z.minimum(-1e7), z.maximum(1e7));
const lengthPx = px.check(z.minimum(0));
const position = z.looseObject({ x: px, y: px });
const rect = z.looseObject({ x: px, y: px, width: lengthPx, height: lengthPx });
const address = z.looseObject({ node: id, port: id });

const node = z.looseObject({
  id,
  type: id,
  typeVersion: z
    .int()
    .check(z.minimum(1), z.maximum(10_000), z.describe('Version of the node type that wrote the params')),
  position: position.check(z.describe('Top left corner on the canvas, in px at zoom 1')),
  params: z
    .record(text(200), z.json())
    .check(z.describe('Param values by param id; absent ones have their default')),
  title: z.optional(text(500)),
  mode: z.optional(z.enum(['bypass', 'mute'])),
  collapsed: z.optional(z.boolean()),
  size: z.optional(z.looseObject({ width: lengthPx, height: lengthPx })),
});

/** The saved form of a workflow. The JSON Schema in resources/ is generated from it. */
export const documentSchema = z.looseObject({
  format: z.literal(DOCUMENT_FORMAT),
  version: z.literal(DOCUMENT_VERSION),
  id,
  name: text(500),
  nodes: listOf(node),
  edges: listOf(z.looseObject({ from: address, to: address }), 4 * MAX_ITEMS),
  groups: z._default(listOf(z.looseObject({ id, title: text(500), rect, color: z.optional(text(50)) })), []),
  notes: z._default(listOf(z.looseObject({ id, text: text(100_000), rect })), []),
  exposed: z
    ._default(listOf(z.looseObject({ node: id, param: id, label: z.optional(text(500)) })), [])
    .check(z.describe('Params shown in the form of this workflow')),
  view: z.optional(z.looseObject({ x: px, y: px, zoom: z.number().check(z.minimum(0.01), z.maximum(16)) })),
});

export type WorkflowDocument = z.infer<typeof documentSchema>;
