import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConformRequest, planConform } from '../../src/media/conform-plan.ts';
import { frameTimeline } from '../../src/media/frame-timeline.ts';

const HD = { width: 1280, height: 720 };

function clip(timesS: number[], lastS: number) {
  const next = (i: number) => timesS[i + 1] ?? timesS[i]! + lastS;
  return frameTimeline(
    timesS.map((timestampS, position) => ({ position, timestampS, durationS: next(position) - timestampS })),
    90_000,
  );
}
const steadyClip = (count: number, fps: number) =>
  clip(
    Array.from({ length: count }, (_, frame) => frame / fps),
    1 / fps,
  );
const plan = (timeline: ReturnType<typeof clip>, request: Partial<ConformRequest> = {}) =>
  planConform(timeline, HD, { fit: 'crop', ...request });

describe('planning a conform', () => {
  it('takes every frame once when nothing is asked', () => {
    const planned = plan(steadyClip(5, 24));
    expect(planned).toMatchObject({ frameIndexes: [0, 1, 2, 3, 4], fps: 24, ...HD, notes: [] });
  });

  it('trims with both ends included', () => {
    expect(plan(steadyClip(10, 24), { inFrame: 2, outFrame: 4 }).frameIndexes).toEqual([2, 3, 4]);
  });

  it('holds the last frame when there are too few, and says so', () => {
    const planned = plan(steadyClip(3, 24), { frameCount: 6 });
    expect(planned.frameIndexes).toEqual([0, 1, 2, 2, 2, 2]);
    expect(planned.notes).toEqual(['The clip gives 3 frames; its last frame is held for 3 more.']);
  });

  it('leaves frames out at the end when there are too many, and says so', () => {
    const planned = plan(steadyClip(10, 24), { frameCount: 9 });
    expect(planned.frameIndexes).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(planned.notes).toEqual(['At the end, 1 of 10 frames is left out.']);
  });

  it('keeps the duration when the rate changes: 30 to 24 fps skips every fifth frame', () => {
    const { frameIndexes } = plan(steadyClip(30, 30), { fps: 24 });
    expect(frameIndexes).toHaveLength(24);
    expect(frameIndexes.slice(0, 6)).toEqual([0, 1, 2, 4, 5, 6]);
  });

  it('repeats frames when the rate rises', () => {
    expect(plan(steadyClip(4, 12), { fps: 24 }).frameIndexes).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
  });

  it('does not resample for 23.976 written with three decimals', () => {
    const { frameIndexes, fps } = plan(steadyClip(20, 24_000 / 1001), { fps: 23.976 });
    expect(fps).toBe(24_000 / 1001);
    expect(frameIndexes).toEqual(Array.from({ length: 20 }, (_, frame) => frame));
  });

  it('makes a varying rate steady by time, at its usual rate', () => {
    const planned = plan(clip([0, 1 / 30, 2 / 30, 3 / 30, 6 / 30, 7 / 30], 1 / 30));
    expect(planned.fps).toBe(30);
    expect(planned.frameIndexes).toEqual([0, 1, 2, 3, 3, 4, 4, 5]);
    expect(planned.notes[0]).toMatch(/varies .* steady 30 fps/);
  });

  it('makes sides even and says so', () => {
    const planned = planConform(steadyClip(2, 24), { width: 641, height: 361 }, { fit: 'crop' });
    expect(planned).toMatchObject({ width: 640, height: 360 });
    expect(planned.notes).toEqual(['641×361 became 640×360: H.264 needs even sides.']);
  });

  it('keeps the aspect ratio when one side is given', () => {
    expect(plan(steadyClip(2, 24), { width: 640 })).toMatchObject({ width: 640, height: 360 });
    expect(plan(steadyClip(2, 24), { height: 360 })).toMatchObject({ width: 640, height: 360 });
  });

  it('always gives the asked number of frames, in order and inside the trim', () => {
    const whole = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(whole, whole, whole, whole, whole, (count, sourceFps, fps, frameCount, cut) => {
        const inFrame = (cut * 7) % count;
        const outFrame = inFrame + ((cut * 13) % (count - inFrame));
        const { frameIndexes } = plan(steadyClip(count, sourceFps), { inFrame, outFrame, fps, frameCount });
        expect(frameIndexes).toHaveLength(frameCount);
        expect(frameIndexes[0]).toBe(inFrame);
        expect(Math.max(...frameIndexes)).toBeLessThanOrEqual(outFrame);
        expect(frameIndexes).toEqual(frameIndexes.toSorted((a, b) => a - b));
      }),
    );
  });
});
