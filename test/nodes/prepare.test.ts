import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conformVideo } from '../../src/nodes/conform-video.ts';
import { extractFrame } from '../../src/nodes/extract-frame.ts';
import { clipOf } from './fixtures/clips.ts';
import { LoneNode } from './fixtures/lone-node.ts';

describe('conform video', () => {
  test.each([
    [{}, {}, { fps: 24, frameCount: 121, width: 1280, height: 720 }],
    [{ frameCount: 150, fps: 30 }, {}, { fps: 24, frameCount: 113 }],
    [{ frameCount: 150, fps: 30 }, { snap_frames: false }, { fps: 24, frameCount: 120 }],
    [{ frameCount: 5 }, {}, { frameCount: 5 }],
    [{ frameCount: 1, fps: 60 }, { fps: 1 }, { fps: 1, frameCount: 1 }],
    [{ frameCount: 2000 }, {}, { frameCount: 481 }],
    [{ frameCount: 2000 }, { snap_frames: false }, { frameCount: 2000 }],
    [{}, { frame_count: 50 }, { frameCount: 49 }],
    [{}, { frame_count: 50, snap_frames: false }, { frameCount: 50 }],
    [{}, { frame_count: 481 }, { frameCount: 481 }],
    [{}, { size: { width: 832, height: 448 } }, { width: 832, height: 448, frameCount: 121 }],
  ])('of %o with %o asks for %o', async (video, params, expected) => {
    const lone = new LoneNode(conformVideo);
    const given = { inputs: { video: clipOf(video) }, params };
    const { video: made } = await lone.run(given);
    expect(made).toMatchObject(expected);
    expect(lone.forecast(given).video).toMatchObject(expected);
  });

  test('foretells exactly the clip that media is asked to make, and touches none that fits', async () => {
    const frames = fc.integer({ min: 1, max: 600 });
    const fps = fc.constantFrom(1, 23.976, 24, 25, 29.97, 30, 60);
    await fc.assert(
      fc.asyncProperty(
        frames,
        fps,
        fps.filter((one) => one >= 1),
        fc.option(fc.integer({ min: 9, max: 481 })),
        fc.boolean(),
        fc.option(fc.constantFrom({ width: 832, height: 448 }, { width: 1280, height: 720 })),
        async (frameCount, sourceFps, targetFps, frame_count, snap_frames, size) => {
          const lone = new LoneNode(conformVideo);
          const video = clipOf({ frameCount, fps: sourceFps });
          const given = {
            inputs: { video },
            params: { fps: targetFps, frame_count, snap_frames, size, fit: 'pad' },
          };
          const { asset, ...foretold } = lone.forecast(given).video as ReturnType<typeof clipOf>;
          const { asset: real, ...made } = (await lone.run(given)).video as ReturnType<typeof clipOf>;
          expect(foretold).toEqual(made);
          const [asked] = lone.services.conformed;
          expect(real).toBe(asked ? 'f'.repeat(64) : video.asset);
          expect(asset).toBe(asked ? 'pending:k1' : video.asset);
          if (!asked) {
            expect(made).toMatchObject({ frameCount, fps: targetFps, width: 1280, height: 720 });
            return;
          }
          expect(asked).toEqual({
            fps: made.fps,
            frameCount: made.frameCount,
            width: made.width,
            height: made.height,
            fit: 'pad',
          });
          if (snap_frames && made.frameCount >= 9) expect(made.frameCount % 8).toBe(1);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('warns where the clip is shorter than what is asked, with both numbers', () => {
    const lone = new LoneNode(conformVideo);
    const inputs = { video: clipOf({ frameCount: 100 }) };
    expect(lone.check({ inputs, params: { frame_count: 121 } })).toEqual([
      {
        severity: 'warning',
        code: 'bad-input',
        param: 'frame_count',
        message: 'The clip gives 100 frames at 24 fps, so its last frame is held for 21.',
        fix: 'Lower the frames or use a longer clip.',
      },
    ]);
    expect(lone.check({ inputs })).toEqual([]);
    expect(lone.check({ params: { frame_count: 121 } })).toEqual([]);
  });

  test('tells progress and notes, and passes a failure on', async () => {
    const lone = new LoneNode(conformVideo);
    const given = { inputs: { video: clipOf() }, params: { fps: 12 } };
    await lone.run(given);
    expect(lone.context.told).toEqual([{ fraction: 0.5 }, 'resampled']);
    lone.services.isBroken = true;
    expect(await lone.tryRun(given)).toMatchObject({ failed: true, fix: 'Free some space.' });
  });
});

describe('extract frame', () => {
  const video = clipOf({ frameCount: 120 });

  test.each([
    ['first', 0, 0],
    ['middle', 0, 59],
    ['last', 0, 119],
    ['frame', 37, 37],
    ['frame', 119, 119],
  ])('at “%s” %i takes frame %i', async (at, frame, expected) => {
    const lone = new LoneNode(extractFrame);
    const given = { inputs: { video }, params: { at, frame } };
    expect(lone.check(given)).toEqual([]);
    const { image } = await lone.run(given);
    expect(lone.services.extracted).toEqual([expected]);
    const { asset: _, ...made } = image as Record<string, unknown>;
    expect(lone.forecast(given)).toEqual({ image: { ...made, asset: 'pending:k1' } });
  });

  test('of one frame has one frame wherever it is asked', async () => {
    const lone = new LoneNode(extractFrame);
    for (const at of ['first', 'middle', 'last']) {
      await lone.run({ inputs: { video: clipOf({ frameCount: 1 }) }, params: { at } });
    }
    expect(lone.services.extracted).toEqual([0, 0, 0]);
  });

  test('beyond the end is refused with the last frame there is', () => {
    const lone = new LoneNode(extractFrame);
    expect(lone.check({ inputs: { video }, params: { at: 'frame', frame: 120 } })).toEqual([
      {
        severity: 'error',
        code: 'invalid-param',
        param: 'frame',
        message: '“harbor.mp4” has frames 0 to 119, so frame 120 does not exist.',
        fix: 'Choose a frame up to 119.',
      },
    ]);
    expect(lone.check({ inputs: { video }, params: { at: 'last', frame: 120 } })).toEqual([]);
    expect(lone.check({ params: { at: 'frame', frame: 120 } })).toEqual([]);
  });

  test('passes a failure on', async () => {
    const lone = new LoneNode(extractFrame);
    lone.services.isBroken = true;
    expect(await lone.tryRun({ inputs: { video } })).toMatchObject({ failed: true, code: 'media' });
  });
});
