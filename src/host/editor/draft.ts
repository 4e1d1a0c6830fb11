import { z } from 'zod';
import { DOCUMENT_FORMAT } from '../../engine/document.ts';

/** Ids are made by clients and become folder names. */
export const draftIdSchema = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);

/** A document as an editor holds it. Only its kind is checked: what can't be read in full is worth keeping too. */
const draftDocument = z.looseObject({ format: z.literal(DOCUMENT_FORMAT) });

/** What an editor hands over at every edit. */
export const draftBodySchema = z.object({
  document: draftDocument,
  path: z.string().max(4096).nullable(),
  isDirty: z.boolean(),
  fileVersion: z.string().max(128).nullable(),
});
export type DraftBody = z.infer<typeof draftBodySchema>;

export const draftSchema = draftBodySchema.extend({
  savedAtMs: z.number(),
  /** Slot of the host that wrote it. */
  slot: z.int(),
});
export type Draft = z.infer<typeof draftSchema>;

/** Name and size of a document that may be damaged. */
export function summaryOf(document: Readonly<Record<string, unknown>>): { name: string; nodeCount: number } {
  const { name, nodes } = document;
  return {
    name: typeof name === 'string' && name !== '' ? name : 'Untitled',
    nodeCount: Array.isArray(nodes) ? nodes.length : 0,
  };
}
