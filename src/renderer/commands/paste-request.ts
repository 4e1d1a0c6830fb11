import type { Position } from '../../engine/workflow.ts';
import { readRequestCode } from '../../fal/request-code/read/index.ts';
import { graphOfRequest } from '../../nodes/graph-of-request.ts';
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
export function requestClip(text: string): RequestClip {
  const read = readRequestCode(text);
  if (!read.ok) return read;
  const graph = graphOfRequest(read, registry);
  if (!graph) {
    return {
      ok: false,
      message: `No node of this build asks “${read.endpoint}”.`,
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
  const left = [...lost, ...read.unread.map((name) => `${name} (its value is not in the text)`)];
  return {
    ok: true,
    clip,
    tell() {
      const message = `A request to “${read.endpoint}” was pasted.`;
      if (left.length === 0) notifyDone(message, { description: 'Every field has its place.' });
      else notifyNote(message, { description: `Left behind: ${left.join(', ')}.` });
    },
  };
}

/** Puts the request of a text on the canvas, or tells why it can't be read. */
export function pasteRequest(text: string, at: Position, put: (clip: Clip, at: Position) => void): void {
  const found = requestClip(text);
  if (!found.ok) {
    notifyProblem(found);
    return;
  }
  put(found.clip, at);
  found.tell();
}
