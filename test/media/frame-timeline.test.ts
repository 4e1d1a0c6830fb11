import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactFps } from '../../src/media/frame-rate.ts';
import { frameTimeline, nearestFrame } from '../../src/media/frame-timeline.ts';

function timeline(timesS: number[], { ticksPerS = 90_000, lastS = 1 / 24 } = {}) {
  const timings = timesS.map((timestampS, i) => ({
    position: i,
    timestampS,
    durationS: i + 1 < timesS.length ? Math.max(0, timesS[i + 1]! - timestampS) : lastS,
  }));
  return frameTimeline(timings, ticksPerS);
}

const rounded = (timeS: number, ticksPerS: number) => Math.round(timeS * ticksPerS) / ticksPerS;
const steady = (count: number, fps: number, ticksPerS: number) =>
  Array.from({ length: count }, (_, frame) => rounded(frame / fps, ticksPerS));

describe('the timeline of a clip', () => {
  it('orders stored frames by the time they are shown', () => {
    const { timestampsS } = timeline([0, 4 / 24, 2 / 24, 1 / 24, 3 / 24]);
    expect([...timestampsS]).toEqual([0, 1 / 24, 2 / 24, 3 / 24, 4 / 24]);
  });

  it('leaves out frames that an edit list puts before time 0', () => {
    const { frameCount, timestampsS } = timeline([-0.05, -0.01, 0.03, 0.07]);
    expect(frameCount).toBe(2);
    expect(timestampsS[0]).toBe(0.03);
  });

  it.each([24, 25, 30, 60, 24_000 / 1001, 30_000 / 1001, 60_000 / 1001, 12.5])(
    'finds %d fps on a clock of a millisecond, also from few frames',
    (fps) => {
      for (const count of [40, 200]) {
        const found = timeline(steady(count, fps, 1000), { ticksPerS: 1000 });
        expect(found.fps).toBeCloseTo(fps, 2);
        expect(found.variableFps).toBe(false);
      }
    },
  );

  it('tells 24 fps from 23.976 fps on a fine clock', () => {
    expect(timeline(steady(10, 24, 12_288), { ticksPerS: 12_288 }).fps).toBe(24);
    expect(timeline(steady(10, 24_000 / 1001, 24_000), { ticksPerS: 24_000 }).fps).toBe(24_000 / 1001);
  });

  it('calls a rate variable when frames are missing, and knows the usual rate', () => {
    const times = steady(40, 30, 90_000).filter((_, frame) => frame < 30 || frame % 3 === 0);
    const found = timeline(times);
    expect(found).toMatchObject({ variableFps: true, nominalFps: 30 });
    expect(found.fps).toBeLessThan(30);
  });

  it('takes the rate of a single frame from its length', () => {
    expect(timeline([0], { lastS: 1 / 25 })).toMatchObject({ frameCount: 1, fps: 25, durationS: 0.04 });
  });

  it('never reads a steady rate as variable, whatever the clock', () => {
    const clocks = fc.constantFrom(600, 1000, 15_360, 90_000);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: 2, max: 300 }),
        clocks,
        (fps, count, ticksPerS) => {
          const found = timeline(steady(count, fps, ticksPerS), { ticksPerS, lastS: 1 / fps });
          expect(found.variableFps).toBe(false);
          expect(found.frameCount).toBe(count);
        },
      ),
    );
  });
});

describe('the frame nearest to a time', () => {
  it('is the one a full search finds', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 0, max: 5000 }), (gapsMs, atMs) => {
        const times = [0.5];
        for (const gapMs of gapsMs) times.push(times.at(-1)! + gapMs / 1000);
        const found = nearestFrame(timeline(times), atMs / 1000);
        const distances = times.map((time) => Math.abs(time - 0.5 - atMs / 1000));
        expect(distances[found]).toBeLessThanOrEqual(Math.min(...distances) + 1e-6);
      }),
    );
  });

  it('is the earlier one on a tie', () => {
    const times = timeline([0, 0.04, 0.08]);
    expect(nearestFrame(times, 0.06)).toBe(1);
    expect(nearestFrame(times, 0.0600001)).toBe(2);
  });
});

describe('exact rates', () => {
  it('makes n/1.001 of their usual roundings and leaves others alone', () => {
    expect([23.976, 23.98, 29.97, 59.94].map(exactFps)).toEqual(
      [24, 24, 30, 60].map((fps) => (fps === 24 ? 24_000 / 1001 : (fps * 1000) / 1001)),
    );
    expect([24, 25, 24.0001, 12.5, 16].map(exactFps)).toEqual([24, 25, 24, 12.5, 16]);
  });
});
