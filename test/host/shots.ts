import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlanRequest } from '../../src/host/runs/make-plan.ts';
import { createVideoWriter } from '../../src/media/write-video.ts';
import { documentOf, planGraph } from './graph-of.ts';
import type { Rig } from './rig.ts';

/** Writes a clip of its own for each name into the folder `shots` of a project. */
export async function shoot(project: Pick<Rig, 'folder'>, ...names: string[]): Promise<void> {
  await shootAt(project, 24, ...names);
}

/** The same at another speed. */
export async function shootAt(
  { folder }: Pick<Rig, 'folder'>,
  fps: number,
  ...names: string[]
): Promise<void> {
  await mkdir(join(folder, 'shots'), { recursive: true });
  for (const name of names) {
    const shape = { width: 64, height: 64, fps, quality: 'low', effort: 'fast' } as const;
    const writer = await createVideoWriter({ path: join(folder, 'shots', name), ...shape });
    const grey = [...name].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 251, 7);
    for (let frame = 0; frame < 9; frame++) await writer.addFrame(new Uint8Array(64 * 64 * 4).fill(grey));
    await writer.finish();
  }
}

const request = {
  num_frames: 9,
  resolution: '480p',
  generate_audio: false,
  seed: { mode: 'fixed', value: 4 },
};
/** Every shot of a folder through a request with its name in the prompt. */
export const shotsDocument = (shots: object = {}, ofRequest: object = {}) =>
  documentOf(
    {
      shots: { type: 'shot-folder', params: { folder: { path: 'shots' }, ...shots } },
      prompt: { type: 'prompt', params: { text: '3DREAL. {shot} at dawn' } },
      request: { type: 'render-to-real', params: { ...request, ...ofRequest } },
      submit: { type: 'fal-submit' },
      save: { type: 'save-video', params: { name: '{shot}_{take}' } },
    },
    [
      'shots.video > request.video',
      'shots.shot > prompt.shot',
      'prompt.prompt > request.prompt',
      'request.request > submit.request',
      'submit.video > save.video',
      'shots.shot > save.shot',
    ],
  );

/** Plans that. */
export const planShots = (rig: Rig, shots: object = {}, more: PlanRequest = {}, ofRequest: object = {}) =>
  planGraph(rig, shotsDocument(shots, ofRequest), more);
