import { type Clip, parseClip } from '../../documents/clip.ts';
import { type AskedRequest, graphOfRequest, type RequestGraph } from '../../documents/graph-of-request.ts';
import type { Position } from '../../engine/workflow.ts';
import { readRequestCode } from '../../fal/request-code/read/index.ts';
import { hostClient } from '../host/host-client.ts';
import { notifyBusy, notifyDone, notifyNote, notifyProblem } from '../shell/notify.ts';
import { documentStore } from '../state/document-store.ts';
import { registry } from '../state/registry.ts';
import { pasteClip } from './clipboard.ts';

type RequestClip =
  | { readonly ok: true; readonly clip: Clip; tell(): void }
  | { readonly ok: false; readonly message: string; readonly fix: string };
type Refused = RequestClip & { readonly ok: false };

/** Whether a text is likely meant as a request, so that a paste of it deserves an answer. */
export function looksLikeRequest(text: string): boolean {
  return /\bfal\.run\/|\bfal(?:_client)?\.|"endpoint"\s*:/.test(text);
}

/** The nodes that build the request of a script, a curl command or JSON; `tell` says what came of it. */
async function requestClip(text: string): Promise<RequestClip> {
  const read = readRequestCode(text);
  return read.ok ? clipOfRequest(read, read.unread) : read;
}

/** The nodes that build a request. An endpoint without a node of its own is looked up at the provider. */
async function graphOf(request: AskedRequest): Promise<RequestGraph | Refused> {
  const known = graphOfRequest(request, registry);
  if (known) return known;
  const done = notifyBusy(`Fetching the fields of “${request.endpoint}”…`);
  const answer = await hostClient.fetchEndpoint(request.endpoint);
  done();
  if (!answer.ok) {
    const { message, fix } = answer.problem;
    return { ok: false, message, fix: `${fix} An “Any fal model” node takes that file.` };
  }
  return graphOfRequest(request, registry, { ...answer.value.endpoint })!;
}

/** The nodes that build a request as a clip; `unread` names fields whose value is not known. */
async function clipOfRequest(request: AskedRequest, unread: readonly string[]): Promise<RequestClip> {
  const graph = await graphOf(request);
  if ('ok' in graph) return graph;
  const { nodes, edges, lost } = graph;
  const clip = parseClip(JSON.stringify({ format: 'blockout/selection', version: 1, nodes, edges }));
  if (!clip) {
    return {
      ok: false,
      message: 'This request holds values that no workflow can.',
      fix: 'Paste fewer fields.',
    };
  }
  const left = [...lost, ...unread.map((name) => `${name} (its value is not in the text)`)];
  return {
    ok: true,
    clip,
    tell() {
      const message = `A request to “${request.endpoint}” was pasted.`;
      if (left.length === 0) notifyDone(message, { description: 'Every field has its place.' });
      else notifyNote(message, { description: `Left behind: ${left.join(', ')}.` });
    },
  };
}

/** Puts the request of a text on the canvas, or tells why it can't be read. */
export function pasteRequest(text: string, at: Position): Promise<void> {
  return putFound(requestClip(text), at);
}

/** Puts the nodes on the canvas that build the request of a job, with its seed and its files. */
export function pasteJob({ endpoint, input }: AskedRequest, at: Position): Promise<void> {
  return putFound(clipOfRequest({ endpoint, input }, []), at);
}

async function putFound(finding: Promise<RequestClip>, at: Position): Promise<void> {
  const { activeId } = documentStore.getState();
  const found = await finding;
  if (!found.ok) {
    notifyProblem(found);
    return;
  }
  documentStore.getState().activate(activeId ?? '');
  pasteClip(found.clip, at, false);
  found.tell();
}
