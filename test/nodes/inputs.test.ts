import { describe, expect, test } from 'vitest';
import { DEFAULT_NEGATIVE_PROMPT } from '../../src/fal/shared-fields.ts';
import { generationSettings } from '../../src/nodes/generation-settings.ts';
import { imageInput } from '../../src/nodes/image-input.ts';
import { prompt } from '../../src/nodes/prompt.ts';
import { seed } from '../../src/nodes/seed.ts';
import { videoInput } from '../../src/nodes/video-input.ts';
import { clipFact, STILL } from './fixtures/clips.ts';
import { LoneNode } from './fixtures/lone-node.ts';

describe('video input', () => {
  const node = () => new LoneNode(videoInput);
  const clip = clipFact({ frameCount: 100, fps: 25, durationS: 4, hasAudio: true });

  test.each([
    [{}, 100],
    [{ in_frame: 0, out_frame: 99 }, 100],
    [{ in_frame: 10 }, 90],
    [{ out_frame: 48 }, 49],
    [{ in_frame: 10, out_frame: 10 }, 1],
    [{ in_frame: 99 }, 1],
  ])('with %o gives %i frames, as foretold', async (trim, frameCount) => {
    const lone = node();
    const params = { clip, ...trim };
    expect(lone.check({ params })).toEqual([]);
    const foretold = lone.forecast({ params }).video as object;
    const made = (await lone.run({ params })).video as object;
    expect(made).toMatchObject({
      frameCount,
      fps: 25,
      durationS: frameCount / 25,
      width: 1280,
      hasAudio: true,
    });
    expect(foretold).toMatchObject({ ...made, asset: expect.any(String) });
    const isWhole = frameCount === 100;
    expect(foretold).toMatchObject({ asset: isWhole ? clip.asset : 'pending:k1' });
    expect(lone.services.conformed).toHaveLength(isWhole ? 0 : 1);
  });

  test('cuts exactly from in to out', async () => {
    const lone = node();
    await lone.run({ params: { clip, in_frame: 3, out_frame: 19 } });
    await lone.run({ params: { clip, in_frame: 3 } });
    expect(lone.services.conformed).toEqual([
      { inFrame: 3, outFrame: 19 },
      { inFrame: 3, outFrame: 99 },
    ]);
    expect(lone.context.told).toEqual([{ fraction: 0.5 }, { fraction: 0.5 }]);
  });

  test.each([
    [{}, 'clip', 'missing-media', 'No clip is chosen.'],
    [
      { clip: clipFact({ height: 63 }) },
      'clip',
      'bad-media',
      '“harbor.mp4” is 1280×63 px, too small to work with.',
    ],
    [
      { clip, in_frame: 100 },
      'in_frame',
      'invalid-param',
      '“harbor.mp4” has frames 0 to 99, so frame 100 does not exist.',
    ],
    [
      { clip, out_frame: 100 },
      'out_frame',
      'invalid-param',
      '“harbor.mp4” has frames 0 to 99, so frame 100 does not exist.',
    ],
    [
      { clip, in_frame: 9, out_frame: 8 },
      'out_frame',
      'invalid-param',
      'The out frame (8) lies before the in frame (9).',
    ],
  ])('with %o is refused at its param %s', (params, param, code, message) => {
    const findings = node().check({ params });
    expect(findings).toEqual([
      { severity: 'error', param, code, message, fix: expect.stringMatching(/\.$/) },
    ]);
  });

  test('without a clip foretells nothing', () => {
    expect(node().forecast()).toEqual({});
  });

  test('passes a failed cut on', async () => {
    const lone = node();
    lone.services.isBroken = true;
    expect(await lone.tryRun({ params: { clip, in_frame: 5 } })).toMatchObject({
      failed: true,
      code: 'media',
    });
  });
});

describe('image input', () => {
  const lone = new LoneNode(imageInput);
  const image = { ok: true, kind: 'image', hasAlpha: false, ...STILL };

  test('gives the chosen still and nothing of how it was found', async () => {
    expect(lone.check({ params: { image } })).toEqual([]);
    expect(await lone.run({ params: { image } })).toEqual({ image: STILL });
  });

  const exr = { ...image, isExr: true, layers: ['beauty', 'depth'] };

  test.each([
    [{}, 'clip first layer of'],
    [{ layer: 'depth', tone_map: 'filmic' }, 'filmic depth of'],
  ])('brings EXR to a screen: %o', async (chosen, made) => {
    const params = { image: exr, ...chosen };
    expect(lone.check({ params })).toEqual([]);
    expect(lone.forecast({ params })).toEqual({ image: { ...STILL, asset: 'pending:k1' } });
    expect(await lone.run({ params })).toEqual({ image: { ...STILL, asset: `${made} ${STILL.asset}` } });
  });

  test('refuses a layer that the file does not have, with a way out', () => {
    const wrong = lone.check({ params: { image: exr, layer: 'crypto' } });
    expect(wrong).toMatchObject([
      {
        severity: 'error',
        param: 'layer',
        message: '“still.png” has no layer “crypto”; it has beauty, depth.',
        fixes: [{ label: 'Use beauty', sets: [{ value: '' }] }, { label: 'Use depth' }],
      },
    ]);
    expect(lone.check({ params: { image, layer: 'crypto' } })).toMatchObject([
      { message: '“still.png” has no layer “crypto”.', fix: 'Leave the layer empty.' },
    ]);
  });

  test('without a still says so before and while it runs', async () => {
    expect(lone.check()).toMatchObject([{ severity: 'error', code: 'missing-media', param: 'image' }]);
    expect(await lone.tryRun()).toMatchObject({ failed: true, code: 'missing-media' });
  });
});

test('a seed is handed on as it was settled', async () => {
  expect(await new LoneNode(seed).run({ params: { seed: 42 } })).toEqual({ seed: 42 });
});

describe('prompt', () => {
  const lone = new LoneNode(prompt);

  test('always carries the trigger', async () => {
    expect(await lone.run({ params: { text: 'wet stone' } })).toMatchObject({ prompt: '3DREAL. wet stone' });
    expect(await lone.run({ params: { text: 'wet stone, 3DREAL' } })).toMatchObject({
      prompt: 'wet stone, 3DREAL',
    });
  });

  test('puts the words of a template behind the text, whatever the text holds', async () => {
    const params = { text: 'A $& pier {text}. ', template: 'Exterior, night' };
    const { prompt: made } = await lone.run({ params });
    expect(made).toMatch(/^3DREAL\. A \$& pier \{text\}\. Photoreal night exterior/);
    const names = prompt.params.template as { options: readonly string[] };
    const all = await Promise.all(
      names.options.map((template) => lone.run({ params: { text: 'x', template } })),
    );
    expect(new Set(all.map((one) => one.prompt)).size).toBe(names.options.length);
  });

  test('gives the documented negative prompt unless it is changed', async () => {
    const { negative_prompt } = await lone.run();
    expect(negative_prompt).toBe(DEFAULT_NEGATIVE_PROMPT);
    expect(await lone.run({ params: { negative_prompt: 'fog' } })).toMatchObject({ negative_prompt: 'fog' });
  });
});

test('settings name the node they come from, and hold every field by its own name', async () => {
  const { settings } = await new LoneNode(generationSettings).run({ params: { num_frames: 49 } });
  expect(settings).toMatchObject({
    from: 'me',
    values: { num_frames: 49, resolution: '720p', frames_per_second: 24, generate_audio: true },
  });
  expect(Object.keys((settings as { values: object }).values).sort()).toEqual(
    Object.keys(generationSettings.params).sort(),
  );
});
