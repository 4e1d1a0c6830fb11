import type { ImportContext, Imported, Importer, NotImported } from './importer.ts';
import { importRequestText, readAsRequest } from './request.ts';
import { importSelection } from './selection.ts';
import { importWorkflow } from './workflow.ts';

export { importRequest } from './request.ts';

/** Every kind of text that nodes can be made of; the first that a text is meant as answers. */
const IMPORTERS: readonly Importer[] = [importSelection, importWorkflow, importRequestText];

/** The nodes that a text stands for, or why it can't be read; null where it is of no kind that is known. */
export async function importText(
  text: string,
  context: ImportContext,
): Promise<Imported | NotImported | null> {
  for (const read of IMPORTERS) {
    const found = await read(text, context);
    if (found) return found;
  }
  return null;
}

/** The same where an answer is owed: what is of no known kind is told as no request. */
export async function importAnyText(text: string, context: ImportContext): Promise<Imported | NotImported> {
  return (await importText(text, context)) ?? readAsRequest(text, context);
}
