type Params = Readonly<Record<string, unknown>>;

export const node = (
  id: string,
  type: string,
  x: number,
  y: number,
  params: Params = {},
  title?: string,
) => ({
  ...{ id, type, typeVersion: 1, ...(title && { title }), position: { x, y }, params },
});
export const edge = (from: string, fromPort: string, to: string, toPort: string) => ({
  from: { node: from, port: fromPort },
  to: { node: to, port: toPort },
});
export const workflow = (name: string, nodes: object[], edges: object[]) => ({
  ...{ format: 'blockout/workflow', version: 1, id: `workflow-${name}`, name },
  ...{ nodes, edges, groups: [], notes: [], exposed: [] },
});

/** A prompt that feeds a request and a preview; everything fits on one screen. */
export function smallGraph(name = 'small') {
  return workflow(
    name,
    [
      node('words', 'prompt', 0, 0, { text: '3DREAL. A harbor at dawn.' }),
      node('request', 'render-to-real', 300, 0, { num_frames: 25, resolution: '480p' }),
      node('show', 'preview', 600, 0),
      node('spare', 'seed', -120, 300),
    ],
    [edge('words', 'prompt', 'request', 'prompt'), edge('request', 'request', 'show', 'request')],
  );
}

/** A clip, a request, a submit and a preview; the clip is an asset that has to be in the store. */
export function shotGraph(asset: string, name = 'shot', params: Params = {}) {
  const request = { num_frames: 25, resolution: '480p', seed: { mode: 'fixed', value: 7 }, ...params };
  return workflow(
    name,
    [
      node('clip', 'video-input', 0, 0, { clip: { asset, name: 'harbor-25f.mp4' } }),
      node('request', 'render-to-real', 300, 0, request),
      node('submit', 'fal-submit', 600, 0),
      node('show', 'preview', 900, 0),
    ],
    [
      edge('clip', 'video', 'request', 'video'),
      edge('request', 'request', 'submit', 'request'),
      edge('submit', 'video', 'show', 'video'),
    ],
  );
}
