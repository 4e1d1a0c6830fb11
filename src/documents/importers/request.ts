import { isFailure } from '../../engine/problem.ts';
import { readRequestCode } from '../../fal/request-code/read/index.ts';
import { parseClip } from '../clip.ts';
import { type AskedRequest, graphOfRequest } from '../graph-of-request.ts';
import type { ImportContext, Imported, Importer, NotImported } from './importer.ts';

/** What a text that is meant as a request has in it, whether it can be read or not. */
const MEANT = /\bfal\.run\/|\bfal(?:_client)?\.|"endpoint"\s*:/;

/** A request as a curl command, JavaScript, Python or JSON with `endpoint` and `input`. */
export const importRequestText: Importer = async (text, context) => {
  const read = readRequestCode(text);
  if (read.ok) return importRequest(read, read.unread, context);
  return MEANT.test(text) ? read : null;
};

/** The same of any text: one that is not meant as a request is told what a request is. */
export async function readAsRequest(text: string, context: ImportContext): Promise<Imported | NotImported> {
  const read = readRequestCode(text);
  return read.ok ? importRequest(read, read.unread, context) : read;
}

/**
 * The nodes that build a request. An endpoint without a node type of its own is asked for its fields; `unread` names
 * fields whose value is not known.
 */
export async function importRequest(
  request: AskedRequest,
  unread: readonly string[],
  { registry, modelOf }: ImportContext,
): Promise<Imported | NotImported> {
  let graph = graphOfRequest(request, registry);
  if (!graph) {
    const model = await modelOf(request.endpoint);
    if (isFailure(model)) return { ok: false, message: model.message, fix: model.fix };
    graph = graphOfRequest(request, registry, { ...model })!;
  }
  const { nodes, edges, lost } = graph;
  const clip = parseClip(JSON.stringify({ format: 'blockout/selection', version: 1, nodes, edges }));
  if (!clip)
    return {
      ok: false,
      message: 'This request holds values that no workflow can.',
      fix: 'Give fewer fields.',
    };
  const left = [...lost, ...unread.map((name) => `${name} (its value is not in the text)`)];
  return { ok: true, clip, what: `A request to “${request.endpoint}”`, left };
}
