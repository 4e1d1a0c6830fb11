import { describe, expect, test } from 'vitest';
import { endpointById } from '../../src/fal/index.ts';
import { priceOfShape } from '../../src/fal/price.ts';
import { sizeOf22b } from '../../src/fal/shape-22b.ts';

const REFERENCE = endpointById('fal-ai/ltx-2.3-22b/reference-video-to-video/lora')!;

describe('the size that a 22B endpoint delivers', () => {
  // The first two are outputs that fal shows on the pages of its endpoints.
  test.each([
    ['1080p', { width: 1920, height: 1080 }, { width: 1888, height: 1056 }],
    ['720p', { width: 1280, height: 720 }, { width: 1248, height: 704 }],
    ['upright 1080p', { width: 1080, height: 1920 }, { width: 1088, height: 1920 }],
    ['what lies on the grid', { width: 1024, height: 576 }, { width: 1024, height: 576 }],
    ['less than a step', { width: 20, height: 20 }, { width: 32, height: 32 }],
  ])('of %s', (_name, asked, size) => {
    expect(sizeOf22b(asked)).toEqual(size);
  });

  test('is not capped at 720p, and neither is the price', () => {
    const source = { width: 1920, height: 1080, frameCount: 121, fps: 24 };
    const input = REFERENCE.input.parse({
      video_url: 'https://x.test/a.mp4',
      prompt: 'A street.',
      loras: [],
    });
    const { generated } = REFERENCE.shape(input, source);
    expect(generated).toEqual({ width: 1888, height: 1056, frameCount: 121 });
    expect(priceOfShape(generated, REFERENCE.price).costUsd).toBeCloseTo(0.435, 3);
  });
});
