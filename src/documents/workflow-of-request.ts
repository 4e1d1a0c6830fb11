import type { EndpointValue } from '../engine/param.ts';
import type { Registry } from '../engine/registry.ts';
import type { CodeRequest } from '../fal/request-code/request-text.ts';
import { graphOfRequest } from './graph-of-request.ts';

const COLUMN_PX = 320;

/**
 * A workflow document that builds a request, submits it and saves the take. Null where no node asks its endpoint and
 * `model` does not describe it.
 */
export function workflowOfRequest(
  request: CodeRequest,
  registry: Registry,
  id: string,
  model?: EndpointValue,
): { readonly document: Readonly<Record<string, unknown>>; readonly lost: readonly string[] } | null {
  const graph = graphOfRequest(request, registry, model);
  if (!graph) return null;
  const added = (type: string, column: number) => ({
    ...{ id: type, type, typeVersion: registry.get(type)?.version ?? 1, params: {} },
    position: { x: column * COLUMN_PX, y: 0 },
  });
  const document = {
    ...{ format: 'blockout/workflow', version: 1, id, name: request.endpoint.split('/').at(-1) },
    nodes: [...graph.nodes, added('fal-submit', 3), added('save-video', 4)],
    edges: [
      ...graph.edges,
      { from: { node: graph.request, port: 'request' }, to: { node: 'fal-submit', port: 'request' } },
      { from: { node: 'fal-submit', port: 'video' }, to: { node: 'save-video', port: 'video' } },
    ],
    ...{ groups: [], notes: [], exposed: [] },
  };
  return { document, lost: graph.lost };
}
