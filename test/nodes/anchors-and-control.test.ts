import { describe, expect, test } from 'vitest';
import type { ControlValue, KeyframesValue } from '../../src/engine/value.ts';
import { controlVideo } from '../../src/nodes/control-video.ts';
import { edgeControl } from '../../src/nodes/edge-control.ts';
import { keyframes } from '../../src/nodes/keyframes.ts';
import { driftingControl } from '../../src/requests/control-pace.ts';
import { landings, strayLandings } from '../../src/requests/keyframe-landing.ts';
import { clipOf, STILL } from './fixtures/clips.ts';
import { LoneNode } from './fixtures/lone-node.ts';

const still = (name: string) => ({ ...STILL, name });
const messages = (findings: readonly { readonly message: string }[]) =>
  findings.map(({ message }) => message);

describe('keyframes', () => {
  const node = () => new LoneNode(keyframes);

  test('come from images, from frames of the clip, or from both', async () => {
    const inputs = { video: clipOf(), first: still('painted') };
    const made = await node().run({ inputs, params: { mid: 'clip middle', end: 'clip end' } });
    const { first, mid, end } = made.keyframes as KeyframesValue;
    expect(first?.name).toBe('painted');
    expect(mid?.asset).toBe(`frame 60 of ${clipOf().asset}`);
    expect(end?.asset).toBe(`frame 120 of ${clipOf().asset}`);
    const exact = await node().run({
      inputs: { video: clipOf() },
      params: { first: 'clip frame', first_frame: 7 },
    });
    expect((exact.keyframes as KeyframesValue).first?.asset).toBe(`frame 7 of ${clipOf().asset}`);
  });

  test('a connected image wins over the clip', async () => {
    const inputs = { video: clipOf(), first: still('painted') };
    const made = await node().run({ inputs, params: { first: 'clip start' } });
    expect((made.keyframes as KeyframesValue).first?.name).toBe('painted');
  });

  test.each([
    [9, { first: 0, mid: 4, end: 8 }],
    [121, { first: 0, mid: 60, end: 120 }],
    [25, { first: 0, mid: 12, end: 24 }],
  ])('in %d frames land at %o', (frameCount, at) => {
    expect(landings(frameCount)).toEqual(at);
  });

  test('tell where they will land, and are known before the frames are taken', () => {
    const inputs = { video: clipOf({ frameCount: 124 }), first: still('painted') };
    const forecast = node().forecast({ inputs, params: { end: 'clip end' } });
    // 124 frames give an output of 121, the nearest 8k+1 below.
    expect(forecast.report).toEqual({
      title: 'Keyframes land at',
      lines: ['first frame: f 0 of 121', 'end frame: f 120 of 121'],
    });
    expect((forecast.keyframes as KeyframesValue).end?.asset).toMatch(/^pending:/);
  });

  test.each([
    [{ mid: still('m') }, {}, 'The middle frame needs a first frame.'],
    [{ end: still('e') }, {}, 'The end frame needs a first frame.'],
    [{}, {}, 'No keyframe is given.'],
    [{}, { first: 'clip start' }, 'The first frame is to be taken from the clip, but no clip is connected.'],
    [
      { video: clipOf() },
      { first: 'clip frame', first_frame: 121 },
      '“harbor.mp4” has frames 0 to 120, so frame 121 does not exist.',
    ],
  ])('with %o and %o are refused', (inputs, params, message) => {
    expect(messages(node().check({ inputs, params }))).toEqual([message]);
  });

  test('are counted in the frames of the take where those are told, as far as the clip goes', async () => {
    const inputs = { video: clipOf(), first: still('painted') };
    const params = { mid: 'clip middle', end: 'clip end', take_frames: 25 };
    const made = await node().run({ inputs, params });
    expect(made.keyframes).toMatchObject({
      mid: { asset: `frame 12 of ${clipOf().asset}` },
      end: { asset: `frame 24 of ${clipOf().asset}` },
      layout: { from: 'me', frameCount: 25 },
    });
    expect(made.report).toMatchObject({ lines: expect.arrayContaining(['end frame: f 24 of 25']) });
    const longer = await node().run({ inputs, params: { ...params, take_frames: 241 } });
    expect(longer.keyframes).toMatchObject({ end: { asset: `frame 120 of ${clipOf().asset}` } });
  });

  test.each([
    [
      { end: still('e') },
      25,
      'The keyframes are laid out for 121 frames, the take has 25: the end frame is meant for f 120 and lands at f 24.',
    ],
    [
      { mid: still('m') },
      241,
      'The keyframes are laid out for 121 frames, the take has 241: the middle frame is meant for f 60 and lands at f 120.',
    ],
  ])('%o for a take of %d frames are told with a way to lay them out anew', (others, frameCount, message) => {
    const layout = { from: 'keys', frameCount: 121 };
    const given = { first: still('f'), ...others, layout };
    expect(strayLandings(given, frameCount)).toMatchObject([
      {
        severity: 'warning',
        message,
        fixes: [{ sets: [{ nodeId: 'keys', param: 'take_frames', value: frameCount }] }],
      },
    ]);
    for (const fine of [
      { ...given, layout: undefined },
      { first: still('f'), layout },
      { ...given, layout: { ...layout, frameCount: frameCount + 7 } },
    ])
      expect(strayLandings(fine, frameCount)).toEqual([]);
  });

  test('are fine with a first frame and any of the others', () => {
    for (const others of [{}, { mid: still('m') }, { end: still('e') }, { mid: still('m'), end: still('e') }])
      expect(node().check({ inputs: { first: still('f'), ...others } })).toEqual([]);
  });
});

describe('a control video', () => {
  const node = () => new LoneNode(controlVideo);
  const base = clipOf();

  test('that matches its base goes on as it is', async () => {
    const inputs = { video: clipOf({ name: 'depth.mp4', width: 640, height: 360 }), base };
    expect(node().check({ inputs })).toEqual([]);
    const { control } = await node().run({ inputs });
    expect(control).toEqual({
      video: inputs.video,
      skipPreprocess: true,
      preserveOriginal: false,
      strength: 0.6,
    } satisfies ControlValue);
  });

  test.each([
    [{ frameCount: 100 }, '100 frames instead of 121'],
    [{ fps: 30 }, '30 fps instead of 24'],
    [{ width: 720 }, '720×720 instead of 1280×720'],
  ])('with %o does not match, and offers to be fitted', (other, difference) => {
    const video = clipOf({ name: 'depth.mp4', ...other });
    const [finding] = node().check({ inputs: { video, base } });
    expect(finding).toMatchObject({
      severity: 'error',
      message: `“depth.mp4” does not match “harbor.mp4”: ${difference}.`,
      fixes: [{ label: 'Fit to base', sets: [{ nodeId: 'me', param: 'fit_to_base', value: true }] }],
    });
    expect(node().check({ inputs: { video, base }, params: { fit_to_base: true } })).toEqual([]);
  });

  test('is conformed to the base where that is asked, and only where it differs', async () => {
    const video = clipOf({ name: 'depth.mp4', frameCount: 100, fps: 25, width: 640, height: 360 });
    const lone = node();
    const given = { inputs: { video, base }, params: { fit_to_base: true } };
    const forecast = lone.forecast(given).control as ControlValue;
    expect(forecast.video).toMatchObject({ frameCount: 121, fps: 24, width: 1280, height: 720 });
    const { control } = await lone.run(given);
    expect((control as ControlValue).video).toMatchObject({
      frameCount: 121,
      fps: 24,
      width: 1280,
      height: 720,
    });
    expect(lone.services.conformed).toEqual([
      { width: 1280, height: 720, fps: 24, frameCount: 121, fit: 'crop' },
    ]);
    const same = node();
    await same.run({ inputs: { video: base, base }, params: { fit_to_base: true } });
    expect(same.services.conformed).toEqual([]);
  });

  test('preserves the original only with a base and a control that is used as it is', () => {
    const preserve = { preserve_original: true };
    expect(messages(node().check({ inputs: { video: base }, params: preserve }))).toEqual([
      'The original can only be preserved with the base clip connected here.',
    ]);
    const [finding] = node().check({
      inputs: { video: base, base },
      params: { ...preserve, use_as_is: false },
    });
    expect(finding).toMatchObject({
      param: 'preserve_original',
      fixes: [{ sets: [{ nodeId: 'me', param: 'use_as_is', value: true }] }],
    });
    expect(node().check({ inputs: { video: base, base }, params: preserve })).toEqual([]);
  });

  test('has nothing to be fitted to without a base', () => {
    expect(messages(node().check({ inputs: { video: base }, params: { fit_to_base: true } }))).toEqual([
      'There is no base clip to fit to.',
    ]);
  });
});

describe('a control video beside the take', () => {
  const control = (frameCount: number, skipPreprocess = true): ControlValue => ({
    ...{ video: clipOf({ frameCount }), skipPreprocess, preserveOriginal: false, strength: 0.6 },
  });

  test('that has another length drifts away from the clip, which is told', () => {
    expect(driftingControl(control(121), 25, 'request')).toMatchObject([
      {
        severity: 'warning',
        message:
          'The control video has 121 frames, the take 25: the control is spread over the take and drifts away from the clip.',
        fix: 'Trim the clip and the control to their first 25 frames (Out 24), or ask for 121.',
        fixes: [{ sets: [{ nodeId: 'request', param: 'num_frames', value: 121 }] }],
      },
    ]);
  });

  test.each([
    ['as long as the take', control(25), 25],
    ['longer by less than a step', control(124), 121],
    ['that the endpoint works out for itself', control(121, false), 25],
    ['for a take that is not known yet', control(121), undefined],
    ['that is missing', undefined, 25],
  ])('%s is fine', (_, value, frameCount) => {
    expect(driftingControl(value, frameCount, 'request')).toEqual([]);
  });
});

describe('edges', () => {
  test('become a control that is used as it is, and a video to look at', async () => {
    const lone = new LoneNode(edgeControl);
    const given = { inputs: { video: clipOf({ hasAudio: true }) }, params: { threshold: 0.2, blur: 3 } };
    const { control, video } = await lone.run(given);
    expect(video).toMatchObject({ asset: `edges 0.2 3 of ${clipOf().asset}`, hasAudio: false });
    expect(control).toEqual({ video, skipPreprocess: true, preserveOriginal: false, strength: 1 });
    expect(lone.forecast(given).video).toMatchObject({ width: 1280, frameCount: 121, hasAudio: false });
    lone.services.isBroken = true;
    expect(await lone.tryRun(given)).toMatchObject({ failed: true });
  });
});
