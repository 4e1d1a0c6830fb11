import { describe, expect, test } from 'vitest';
import type { RequestValue } from '../../src/engine/value.ts';
import { DEFAULT_NEGATIVE_PROMPT } from '../../src/fal/shared-fields.ts';
import { clipOf, STILL } from '../nodes/fixtures/clips.ts';
import { LoneNode } from '../nodes/fixtures/lone-node.ts';
import { nodeType } from '../nodes/node-type.ts';

const renderToReal = nodeType('render-to-real');

const lone = new LoneNode(renderToReal);
const video = clipOf();
const settings = (values: object) => ({ from: 'set', values });

async function requestOf(inputs: object = {}, params: object = {}): Promise<RequestValue> {
  const { request } = await lone.run({ inputs: { video, ...inputs }, params: { ...params } });
  return request as RequestValue;
}

describe('a request', () => {
  test('holds every field by its own name, media as assets, and what it will cost', async () => {
    const request = await requestOf({ image: STILL }, { seed: 7 });
    expect(request).toMatchObject({
      endpoint: 'fal-ai/ltx-2.3-quality/render-to-real',
      output: { width: 1280, height: 704, frameCount: 121, fps: 24, hasAudio: true },
      billedMegapixels: 110,
      fits: true,
      volumePxFrames: 109_035_520,
      volumeCapPxFrames: 135_168_000,
      warnings: [],
      fixes: [],
    });
    expect(request.costUsd).toBeCloseTo(0.264825, 9);
    expect(request.price).toMatchObject({ usdPerMegapixel: 0.0024075 });
    expect(request.input).toEqual({
      video_url: { asset: video.asset, name: 'harbor.mp4' },
      image_url: { asset: STILL.asset, name: 'still.png' },
      intensity: 'light',
      enable_detail_refine: false,
      detail_refine_strength: 0.75,
      prompt: '3DREAL. ',
      resolution: '720p',
      num_frames: 121,
      frames_per_second: 24,
      num_inference_steps: 15,
      guidance_scale: 1,
      generate_audio: true,
      negative_prompt: DEFAULT_NEGATIVE_PROMPT,
      seed: 7,
      enable_prompt_expansion: false,
      enable_safety_checker: true,
      video_quality: 'high',
      video_write_mode: 'balanced',
      sync_mode: false,
    });
  });

  test.each([
    ['typed', {}, { prompt: '' }],
    ['wired in', { prompt: ' ' }, {}],
  ])(
    'of render to real takes an empty prompt that is %s, and keeps the trigger word',
    async (_how, inputs, params) => {
      expect((await requestOf(inputs, params)).input.prompt).toBe('3DREAL. ');
    },
  );

  test('without a first frame has no such field', async () => {
    expect('image_url' in (await requestOf()).input).toBe(false);
  });

  test('takes settings over the node’s own params, and what is wired over both', async () => {
    const params = { num_frames: 49, resolution: '480p', seed: 1, prompt: 'typed' };
    const own = await requestOf({}, params);
    expect(own.input).toMatchObject({ num_frames: 49, resolution: '480p', seed: 1, prompt: '3DREAL. typed' });
    const shared = { settings: settings({ num_frames: 97, seed: 2, generate_audio: false }) };
    const withSettings = await requestOf(shared, params);
    expect(withSettings.input).toMatchObject({
      num_frames: 97,
      resolution: '480p',
      seed: 2,
      generate_audio: false,
    });
    expect(withSettings.output).toMatchObject({ frameCount: 97, hasAudio: false, width: 832 });
    const wired = await requestOf({ ...shared, seed: 0, prompt: 'wired' }, params);
    expect(wired.input).toMatchObject({ seed: 0, prompt: '3DREAL. wired', num_frames: 97 });
  });

  test('keeps a trigger that is already there, wherever it stands', async () => {
    const { input } = await requestOf({ prompt: 'wet stone 3DREAL' });
    expect(input.prompt).toBe('wet stone 3DREAL');
  });

  test('carries the warnings of its clip', async () => {
    const request = await requestOf({ video: clipOf({ frameCount: 100, fps: 30 }) });
    expect(request.warnings).toHaveLength(2);
  });

  test.each([
    [{ num_frames: 999 }, 'num_frames', /^“Frames” cannot be 999: Too big: expected number to be <=481\.$/],
    [{ resolution: '4k' }, 'resolution', /^“Resolution” cannot be "4k": /],
    [{ seed: -1 }, 'seed', /^“Seed” cannot be -1: Too small: expected number to be >=0\.$/],
  ])('with the setting %o is refused at that field', async (values, param, message) => {
    expect(await lone.tryRun({ inputs: { video, settings: settings(values) } })).toMatchObject({
      failed: true,
      code: 'bad-input',
      param,
      message: expect.stringMatching(message),
      fix: 'Change it here or in the settings that are connected.',
    });
  });
});

describe('a fix of a request that is too large', () => {
  const setsOf = async (values: object | null, params: object) => {
    const { fits, fixes } = await requestOf(values ? { settings: settings(values) } : {}, params);
    expect(fits).toBe(false);
    return fixes.map(({ sets }) => sets);
  };

  test('sets the node’s own params where these count', async () => {
    expect(await setsOf(null, { num_frames: 481 })).toEqual([
      [{ nodeId: 'me', param: 'num_frames', value: 145 }],
      [
        { nodeId: 'me', param: 'resolution', value: '480p' },
        { nodeId: 'me', param: 'num_frames', value: 361 },
      ],
    ]);
  });

  test('sets the connected settings where they win, each field where it comes from', async () => {
    expect(await setsOf({ num_frames: 481 }, {})).toEqual([
      [{ nodeId: 'set', param: 'num_frames', value: 145 }],
      [
        { nodeId: 'me', param: 'resolution', value: '480p' },
        { nodeId: 'set', param: 'num_frames', value: 361 },
      ],
    ]);
  });
});

test('a clip of fewer than nine frames is refused before anything is priced', () => {
  expect(lone.check({ inputs: { video: clipOf({ frameCount: 8 }) } })).toEqual([
    {
      severity: 'error',
      code: 'bad-input',
      port: 'video',
      message: '“harbor.mp4” has 8 frames; a request needs at least 9.',
      fix: 'Use a longer clip, or hold it to length with a Conform video node.',
    },
  ]);
  expect(lone.check({ inputs: { video: clipOf({ frameCount: 1 }) } })[0]!.message).toContain('has 1 frame;');
  expect(lone.check({ inputs: { video: clipOf({ frameCount: 9 }) } })).toMatchObject([
    { severity: 'warning', param: 'num_frames', fixes: [{ label: 'Ask for 9 frames' }] },
  ]);
  expect(lone.check()).toEqual([]);
});
