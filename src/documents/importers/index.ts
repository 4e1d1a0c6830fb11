import type { ImportContext, Imported, Importer, NotImported } from './importer.ts';
import { requestImporter } from './request.ts';
import { selectionImporter } from './selection.ts';
import { workflowImporter } from './workflow.ts';

/** Every kind of text that nodes can be made of; the first that recognises a text reads it. */
const IMPORTERS: readonly Importer[] = [selectionImporter, workflowImporter, requestImporter];

/** The nodes that a text stands for, or why it can't be read; null where it is of no kind that is known. */
export async function importText(
  text: string,
  context: ImportContext,
): Promise<Imported | NotImported | null> {
  const importer = IMPORTERS.find((one) => one.recognises(text));
  return importer ? importer.read(text, context) : null;
}
