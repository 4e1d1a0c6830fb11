import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frameAt, timecode, timeInside } from '../../../src/renderer/viewer/timecode.ts';

describe('timecode', () => {
  test.each([
    [0, 24, '00:00:00:00'],
    [23, 24, '00:00:00:23'],
    [24, 24, '00:00:01:00'],
    [121, 24, '00:00:05:01'],
    [30, 29.97, '00:00:01:00'],
    [86_400, 24, '01:00:00:00'],
  ])('frame %d at %d fps is %s', (frame, fps, expected) => {
    expect(timecode(frame, fps)).toBe(expected);
  });
});

describe('the frame of a time', () => {
  const rate = fc.constantFrom(12, 23.976, 24, 25, 29.97, 30, 48, 50, 59.94, 60);

  test('is the frame that was sought', () => {
    fc.assert(
      fc.property(rate, fc.nat(20_000), (fps, frame) => {
        expect(frameAt(timeInside(frame, fps), fps, 20_001)).toBe(frame);
      }),
    );
  });

  test('is right at the beginning of a frame, also when the time base has rounded it down', () => {
    fc.assert(
      fc.property(rate, fc.nat(20_000), (fps, frame) => {
        const microseconds = Math.floor((frame / fps) * 1e6) / 1e6;
        expect(frameAt(microseconds, fps, 20_001)).toBe(frame);
      }),
    );
  });

  test('stays within the clip', () => {
    expect(frameAt(-0.01, 24, 10)).toBe(0);
    expect(frameAt(99, 24, 10)).toBe(9);
  });
});
