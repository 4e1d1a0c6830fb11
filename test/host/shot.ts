import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** 64×64 px, 12 frames at 24 fps, H.264, no sound. */
export const CLIP = join(import.meta.dirname, 'fixtures', 'clip.mp4');

export interface Shot {
  /** Fixed unless a test wants another take. */
  readonly seed?: number;
  readonly frames?: number;
  readonly name?: string;
  /** More params of the request node. */
  readonly request?: Readonly<Record<string, unknown>>;
  readonly saveAs?: string;
  /** The type of the request node; render-to-real at 480p unless told otherwise. */
  readonly type?: string;
  /** The clip; the small file beside the workflow unless told otherwise. */
  readonly clip?: object;
}

const node = (id: string, type: string, params: object = {}) => ({
  id,
  type,
  typeVersion: 1,
  position: { x: 0, y: 0 },
  params,
});
const edge = (from: string, fromPort: string, to: string, toPort: string) => ({
  from: { node: from, port: fromPort },
  to: { node: to, port: toPort },
});

/** A workflow of one clip, one request, one submit and one saved file, as JSON data. */
export function shotDocument({ seed = 42, frames = 9, name = 'Shot', request = {}, ...rest }: Shot = {}) {
  const { saveAs, type = 'render-to-real', clip = { path: 'clip.mp4' } } = rest;
  return {
    format: 'blockout/workflow',
    version: 1,
    id: 'shot-1',
    name,
    nodes: [
      node('clip', 'video-input', { clip }),
      node('request', type, {
        num_frames: frames,
        ...(type === 'render-to-real' && { resolution: '480p' }),
        generate_audio: false,
        seed: { mode: 'fixed', value: seed },
        ...request,
      }),
      node('submit', 'fal-submit'),
      node('save', 'save-video', saveAs === undefined ? {} : { name: saveAs }),
    ],
    edges: [
      edge('clip', 'video', 'request', 'video'),
      edge('request', 'request', 'submit', 'request'),
      edge('submit', 'video', 'save', 'video'),
    ],
  };
}

/** Puts a small clip and a workflow that uses it into a folder; returns the workflow's path. */
export async function writeShot(folder: string, shot: Shot = {}): Promise<string> {
  await copyFile(CLIP, join(folder, 'clip.mp4'));
  const path = join(folder, 'shot.json');
  await writeFile(path, JSON.stringify(shotDocument(shot)));
  return path;
}
