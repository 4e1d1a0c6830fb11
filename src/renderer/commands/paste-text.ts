import type { AskedRequest } from '../../documents/graph-of-request.ts';
import type { ImportContext, Imported, NotImported } from '../../documents/importers/importer.ts';
import { failure } from '../../engine/problem.ts';
import type { Position } from '../../engine/workflow.ts';
import { hostClient } from '../host/host-client.ts';
import { documentStore } from '../state/document-store.ts';
import { notifyBusy, notifyDone, notifyNote, notifyProblem } from '../state/notify.ts';
import { registry } from '../state/registry.ts';
import { pasteClip } from './clipboard.ts';

type Importers = typeof import('../../documents/importers/index.ts');

const context: ImportContext = {
  registry,
  async modelOf(endpoint) {
    const done = notifyBusy(`Fetching the fields of “${endpoint}”…`);
    const answer = await hostClient.fetchEndpoint(endpoint);
    done();
    if (answer.ok) return answer.value.endpoint;
    const { message, fix } = answer.problem;
    return failure('bad-input', message, `${fix} An “Any fal model” node takes that file.`);
  },
};

/** Puts the nodes that a text stands for on the canvas, or tells why not; false where the text is of no known kind. */
export async function pasteText(text: string, at: Position): Promise<boolean> {
  return putFound(({ importText }) => importText(text, context), at);
}

/** The same where the text is meant as a request, so that an answer is owed. */
export async function pasteRequest(text: string, at: Position): Promise<void> {
  await putFound(({ importAnyText }) => importAnyText(text, context), at);
}

/** Puts the nodes on the canvas that build the request of a job, with its seed and its files. */
export async function pasteJob({ endpoint, input }: AskedRequest, at: Position): Promise<void> {
  await putFound(({ importRequest }) => importRequest({ endpoint, input }, [], context), at);
}

async function putFound(
  find: (importers: Importers) => Promise<Imported | NotImported | null>,
  at: Position,
): Promise<boolean> {
  const { activeId } = documentStore.getState();
  // Fetched with the first text that is no clip of ours: most sessions paste none.
  const found = await find(await import('../../documents/importers/index.ts'));
  if (found === null) return false;
  if (!found.ok) {
    notifyProblem(found);
    return true;
  }
  documentStore.getState().activate(activeId ?? '');
  pasteClip(found.clip, at, false);
  const message = `${found.what} was pasted.`;
  if (found.left.length === 0) notifyDone(message, { description: 'Nothing was left behind.' });
  else notifyNote(message, { description: `Left behind: ${found.left.join(', ')}.` });
  return true;
}
