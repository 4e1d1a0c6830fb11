import { z } from 'zod';

/** Version of the document format that this program writes. */
export const DOCUMENT_VERSION = 1;
export const DOCUMENT_FORMAT = 'blockout/workflow';

const MAX_ITEMS = 20_000;
const id = z.string().min(1).max(200);
const px = z.number().min(-1e7).max(1e7);
const position = z.looseObject({ x: px, y: px });
const rect = z.looseObject({ x: px, y: px, width: px.min(0), height: px.min(0) });
const address = z.looseObject({ node: id, port: id });

const node = z.looseObject({
  id,
  type: id,
  typeVersion: z.int().min(1).max(10_000).describe('Version of the node type that wrote the params'),
  position: position.describe('Top left corner on the canvas, in px at zoom 1'),
  params: z
    .record(z.string().max(200), z.json())
    .describe('Param values by param id; absent ones have their default'),
  title: z.string().max(500).optional(),
  mode: z.enum(['bypass', 'mute']).optional(),
  collapsed: z.boolean().optional(),
  size: z.looseObject({ width: px.min(0), height: px.min(0) }).optional(),
});

/** The saved form of a workflow. The JSON Schema in resources/ is generated from it. */
export const documentSchema = z.looseObject({
  format: z.literal(DOCUMENT_FORMAT),
  version: z.literal(DOCUMENT_VERSION),
  id,
  name: z.string().max(500),
  nodes: z.array(node).max(MAX_ITEMS),
  edges: z.array(z.looseObject({ from: address, to: address })).max(4 * MAX_ITEMS),
  groups: z
    .array(z.looseObject({ id, title: z.string().max(500), rect, color: z.string().max(50).optional() }))
    .max(MAX_ITEMS)
    .default([]),
  notes: z
    .array(z.looseObject({ id, text: z.string().max(100_000), rect }))
    .max(MAX_ITEMS)
    .default([]),
  exposed: z
    .array(z.looseObject({ node: id, param: id, label: z.string().max(500).optional() }))
    .max(MAX_ITEMS)
    .default([])
    .describe('Params shown in the form of this workflow'),
  view: z.looseObject({ x: px, y: px, zoom: z.number().min(0.01).max(16) }).optional(),
});

export type WorkflowDocument = z.infer<typeof documentSchema>;
