import type { Position } from '../../engine/workflow.ts';
import { readRequestCode } from '../../fal/request-code/read/index.ts';
import { type AskedRequest, graphOfRequest } from '../../nodes/graph-of-request.ts';
import { notifyDone, notifyNote, notifyProblem } from '../shell/notify.ts';
import { registry } from '../state/registry.ts';
import { type Clip, parseClip } from './clipboard-text.ts';

type RequestClip =
  | { readonly ok: true; readonly clip: Clip; tell(): void }
  | { readonly ok: false; readonly message: string; readonly fix: string };

/** Whether a text is likely meant as a request, so that a paste of it deserves an answer. */
export function looksLikeRequest(text: string): boolean {
  return /\bfal\.run\/|\bfal(?:_client)?\.|"endpoint"\s*:/.test(text);
}

/** The nodes that build the request of a script, a curl command or JSON; `tell` says what came of it. */
function requestClip(text: string): RequestClip {
  const read = readRequestCode(text);
  return read.ok ? clipOfRequest(read, read.unread) : read;
}

/** The nodes that build a request; `unread` names fields whose value is not known. */
function clipOfRequest(request: AskedRequest, unread: readonly string[]): RequestClip {
  const graph = graphOfRequest(request, registry);
  if (!graph) {
    return {
      ok: false,
      message: `No node of this build asks “${request.endpoint}”.`,
      fix: 'Add an “Any fal model” node, fetch this model there and set its fields.',
    };
  }
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

type Put = (clip: Clip, at: Position) => void;

/** Puts the request of a text on the canvas, or tells why it can't be read. */
export function pasteRequest(text: string, at: Position, put: Put): void {
  putFound(requestClip(text), at, put);
}

/** Puts the nodes on the canvas that build the request of a job, with its seed and its files. */
export function pasteJob({ endpoint, input }: AskedRequest, at: Position, put: Put): void {
  putFound(clipOfRequest({ endpoint, input }, []), at, put);
}

function putFound(found: RequestClip, at: Position, put: Put): void {
  if (!found.ok) {
    notifyProblem(found);
    return;
  }
  put(found.clip, at);
  found.tell();
}
