import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMediaProcess } from '../../src/media/media-process.ts';
import { documentOf } from '../host/graph-of.ts';
import { writeGrey } from '../media/grey-frame.ts';
import { fixture } from '../media/temp-folder.ts';
import { WAIT_LIMIT_MS } from '../wait-limit.ts';
import { type Bench, createBench } from './command-line.ts';

let bench: Bench;
beforeAll(() => {
  bench = createBench();
});
afterAll(() => bench.remove());

describe('a folder of two clips', () => {
  const small = {
    num_frames: 9,
    resolution: '480p',
    generate_audio: false,
    seed: { mode: 'fixed', value: 4 },
  };
  const nodes = {
    shots: { type: 'shot-folder' },
    prompt: { type: 'prompt', params: { text: '3DREAL. {shot}' } },
    request: { type: 'render-to-real', params: small },
    submit: { type: 'fal-submit' },
    save: { type: 'save-video', params: { name: '{shot}' } },
  };
  const edges = [
    'shots.video > request.video',
    'shots.shot > prompt.shot',
    'prompt.prompt > request.prompt',
    'request.request > submit.request',
    'submit.video > save.video',
    'shots.shot > save.shot',
  ];

  test('is two jobs and two files named after the shots', async () => {
    const reel = join(bench.folder, 'reel');
    mkdirSync(reel);
    copyFileSync(join(bench.folder, 'clip.mp4'), join(reel, 'sh010.mp4'));
    copyFileSync(fixture('harbor-25f.mp4'), join(reel, 'sh020.mp4'));
    const path = bench.write('shots.json', documentOf(nodes, edges));
    const dry = await bench.cli(['run', path, '--input', 'shots=reel', '--dry-run']);
    expect(dry.stdout).toMatch(/sh010\.mp4 · 64×64/);
    expect(dry.stdout).toMatch(/2 jobs/);
    const exported = await bench.cli(['export', path, '--input', 'shots=reel', '--as', 'json']);
    expect(exported.stderr).toMatch(/request of sh010, the first of 2/);
    expect(JSON.parse(exported.stdout)).toMatchObject({ input: { prompt: '3DREAL. sh010' } });
    const done = await bench.cli(['run', path, '--input', 'shots=reel', '--json']);
    expect(done.status).toBe(0);
    const finished = done
      .events()
      .filter(({ event, nodeId }) => event === 'node-finished' && nodeId === 'submit');
    expect(finished.map(({ places }) => places)).toEqual(
      expect.arrayContaining([{ 'shots.shot': 'sh010' }, { 'shots.shot': 'sh020' }]),
    );
    const jobs = (await bench.cli(['jobs', '--json'])).events();
    expect(jobs.map(({ state }) => state)).toEqual(['done', 'done']);
    expect(jobs.map(({ places }) => places)).toEqual(
      expect.arrayContaining([{ 'shots.shot': 'sh010' }, { 'shots.shot': 'sh020' }]),
    );
    for (const shot of ['sh010', 'sh020']) {
      expect(existsSync(join(bench.folder, 'output', `${shot}.mp4`))).toBe(true);
    }
  });
});

describe('numbered frames', () => {
  test('are saved as a clip; a gap is named with status 2', async () => {
    mkdirSync(join(bench.folder, 'render'));
    for (const number of [9, 10, 12]) {
      await writeGrey(join(bench.folder, 'render', `f_${number}.png`), 100, { width: 128, height: 97 });
    }
    const nodes = { seq: { type: 'image-sequence' }, save: { type: 'save-video', params: { name: 'cut' } } };
    const path = bench.write('seq.json', documentOf(nodes, ['seq.video > save.video']));
    const command = ['run', path, '--input', 'seq=render/f_10.png'];
    const refused = await bench.cli(command);
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(/Frame 11 of “f_#\.png” is missing/);
    const done = await bench.cli([...command, '--set', 'seq.gaps=hold', '--set', 'seq.fps=30']);
    expect(done.status).toBe(0);
    const media = createMediaProcess({ timeoutMs: WAIT_LIMIT_MS, memoryMb: 1_000 });
    const probed = await media.probe(join(bench.folder, 'output', 'cut.mp4'));
    media.dispose();
    expect(probed).toMatchObject({
      ok: true,
      value: { codec: 'avc', width: 128, height: 96, frameCount: 4, fps: 30 },
    });
  });
});
