import { describe, expect, test } from 'vitest';
import type { Endpoint } from '../../src/fal/endpoint.ts';
import { ENDPOINTS, endpointById } from '../../src/fal/index.ts';
import { endpointOfOxenModel, openOxenModels, oxenModelOf } from '../../src/fal/oxen/models.ts';
import { LONGEST_RUN_S, oxenCostUsd } from '../../src/fal/oxen/price.ts';
import { refuseForOxen } from '../../src/fal/oxen/refusals.ts';
import { fromOxenParams, toOxenParams } from '../../src/fal/oxen/translate.ts';

const R2V = 'fal-ai/ltx-2.3-quality/reference-video-to-video';
const I2V = 'fal-ai/ltx-2.3-quality/image-to-video';
const r2v = endpointById(R2V)!;

const full = (fields: object = {}) =>
  r2v.input.parse({ video_url: 'https://x/clip.mp4', prompt: 'A harbor.', seed: 7, ...fields }) as Record<
    string,
    unknown
  >;

describe('names', () => {
  test('a request at its defaults keeps only what Oxen takes, under its names', () => {
    const input = full({ image_url: 'https://x/look.png', control_video_url: 'https://x/depth.mp4' });
    expect(toOxenParams(oxenModelOf(R2V)!, input)).toEqual({
      prompt: 'A harbor.',
      input_video: 'https://x/clip.mp4',
      input_image: 'https://x/look.png',
      control_video_url: 'https://x/depth.mp4',
      skip_control_preprocess: false,
      preserve_original_video: false,
      video_strength: 0.6,
      strength: 1,
      num_frames: 121,
      resolution: 'auto',
      frames_per_second: 24,
      generate_audio: true,
      video_quality: 'high',
      negative_prompt: input.negative_prompt,
      seed: 7,
    });
  });

  test.each([R2V, I2V])('%s: there and back again', (id) => {
    const model = oxenModelOf(id)!;
    const values = Object.fromEntries(Object.keys(model.params).map((field, place) => [field, place]));
    expect(fromOxenParams(model, toOxenParams(model, values))).toEqual(values);
  });

  test.each(
    ENDPOINTS.filter(({ id }) => oxenModelOf(id)).map((endpoint) => [endpoint.id, endpoint] as const),
  )('%s: every field that Oxen takes is one of the endpoint’s', (id, { fields }: Endpoint) => {
    const taken = Object.keys(oxenModelOf(id)!.params);
    expect(taken.filter((field) => !(field in fields))).toEqual([]);
    expect(endpointOfOxenModel(oxenModelOf(id)!.model)).toBe(id);
  });

  test('what a generation does not tell is left open', () => {
    expect(fromOxenParams(oxenModelOf(I2V)!, { seed: 3, input_image: null, status: 'queued' })).toEqual({
      seed: 3,
    });
  });
});

describe('what Oxen lacks', () => {
  test('a request at its defaults lacks nothing', () => {
    expect(refuseForOxen(r2v, full())).toEqual([]);
  });

  test.each([
    ['mid_image_url', { image_url: 'https://x/a.png', mid_image_url: 'https://x/b.png' }],
    ['end_image_url', { image_url: 'https://x/a.png', end_image_url: 'https://x/b.png' }],
    ['num_inference_steps', { num_inference_steps: 20 }],
    ['guidance_scale', { guidance_scale: 3 }],
    ['enable_prompt_expansion', { enable_prompt_expansion: false }],
    ['enable_safety_checker', { enable_safety_checker: false }],
    ['video_write_mode', { video_write_mode: 'small' }],
    ['sync_mode', { sync_mode: true }],
    ['resolution', { resolution: { width: 832, height: 448 } }],
  ])('%s is refused by its name, with a way out', (field, change) => {
    const [refusal, ...others] = refuseForOxen(r2v, full(change));
    expect(others).toEqual([]);
    expect(refusal).toMatchObject({ field, message: expect.stringContaining(field) });
    expect(refusal!.message).toContain(r2v.fields[field]!.label);
    expect(refusal!.fix).toMatch(/choose fal/);
  });

  test.each(ENDPOINTS.filter(({ id }) => id !== R2V && id !== I2V).map(({ id }) => [id]))(
    '%s as a whole is refused',
    (id) => {
      const refusals = refuseForOxen(endpointById(id)!, {});
      expect(refusals).toHaveLength(1);
      expect(refusals[0]).toMatchObject({ field: null, fix: expect.stringMatching(/fal/) });
    },
  );

  test('the models that requests can go to are those that are not refused', () => {
    expect(openOxenModels()).toEqual([
      'ltx-2-3-quality-reference-video-to-video',
      'ltx-2-3-quality-image-to-video',
    ]);
  });
});

describe('prices', () => {
  const output = { frameCount: 121, fps: 24 };

  test('by the second of video, the dearest of several', () => {
    const pricing = {
      method: 'per_video_output_second',
      cost_per_second: 0.1,
      cost_per_second_with_audio: 0.2,
    };
    expect(oxenCostUsd(pricing, output)).toBeCloseTo((121 / 24) * 0.2, 9);
  });

  test('by running time, counted at the longest documented', () => {
    expect(oxenCostUsd({ method: 'time', cost_per_second: 0.001 }, output)).toBeCloseTo(
      LONGEST_RUN_S * 0.001,
      9,
    );
  });

  test.each([null, { method: 'token' }, { method: 'per_image', cost_per_second: null }, { method: 'time' }])(
    '%o tells none',
    (pricing) => {
      expect(oxenCostUsd(pricing, output)).toBeNull();
    },
  );
});
