import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defineEndpoint, type SourceClip } from '../../src/fal/endpoint.ts';
import { renderToReal } from '../../src/fal/endpoints/render-to-real.ts';
import { planRequest } from '../../src/fal/plan-request.ts';
import { formatUsd, priceOfShape } from '../../src/fal/price.ts';
import { TRIGGER, withTrigger } from '../../src/fal/trigger.ts';
import facts from './facts/render-to-real.json' with { type: 'json' };

const HD: SourceClip = { width: 1280, height: 720, frameCount: 481, fps: 24 };
const inputOf = (fields: object = {}) => renderToReal.input.parse({ video_url: 'x', ...fields });
const plan = (fields: object = {}, source: Partial<SourceClip> = {}) =>
  planRequest(renderToReal, inputOf(fields), { ...HD, ...source });

describe('prices', () => {
  const shape = (width: number, height: number, frameCount: number) => ({ width, height, frameCount });

  test.each([
    [shape(1280, 720, 121), 0.0027075, 111.5136, 112, 0.30324],
    [shape(1280, 720, 121), 0.0024075, 111.5136, 112, 0.26964],
    [shape(2560, 1440, 121), 0.0024075, 446.0544, 447, 1.07615],
    [shape(1280, 704, 121), 0.0024075, 109.03552, 110, 0.264825],
    [shape(1280, 704, 150), 0.0024075, 135.168, 136, 0.32742],
    [shape(1280, 704, 150), 0.0027075, 135.168, 136, 0.36822],
    [shape(704, 704, 81), 0.0024075, 40.144896, 41, 0.09871],
    [shape(1000, 1000, 9), 1, 9, 9, 9],
  ])('of %o at %d USD per MP', (output, unit, megapixels, billed, usd) => {
    const price = priceOfShape(output, { usdPerMegapixel: unit, rounding: 'up' });
    expect(price.megapixels).toBeCloseTo(megapixels, 9);
    expect(price.billedMegapixels).toBe(billed);
    expect(price.costUsd).toBeCloseTo(usd, 5);
  });

  test('of render-to-real are the documented ones', () => {
    const { unit_price_usd, example, example_detail_refine } = facts.pricing;
    expect(renderToReal.price).toMatchObject({ usdPerMegapixel: unit_price_usd });
    expect(renderToReal.price.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    for (const { w, h, frames, mp, billed_mp, usd } of [example, example_detail_refine]) {
      const price = priceOfShape(shape(w, h, frames), renderToReal.price);
      expect([price.megapixels, price.billedMegapixels]).toEqual([mp, billed_mp]);
      expect(price.costUsd).toBeCloseTo(usd, 5);
    }
  });

  test.each([
    [0.26964, 'before', '≈ $0.27'],
    [0.26964, 'after', '$0.27'],
    [0.0987, 'before', '≈ $0.099'],
    [0, 'after', '$0.00'],
    [0.1, 'after', '$0.10'],
    [12.345, 'after', '$12.35'],
  ] as const)('%d %s a job read as %s', (usd, when, text) => {
    expect(formatUsd(usd, when)).toBe(text);
  });
});

describe('what the compiler asks of every endpoint', () => {
  test('is a price', () => {
    const { price: _, ...unpriced } = renderToReal;
    // @ts-expect-error its price is missing
    expect(defineEndpoint(unpriced)).not.toHaveProperty('price');
  });

  test('is whatever its kind of model reads', () => {
    // @ts-expect-error a clip is no still: it has no strength of its first frame
    expect(defineEndpoint({ ...renderToReal, kind: 'still' }).fields).not.toHaveProperty('image_strength');
  });
});

describe('a request', () => {
  test('by default is 121 frames at 1280×704', () => {
    expect(plan()).toMatchObject({
      output: { width: 1280, height: 704, frameCount: 121, fps: 24 },
      billedMegapixels: 110,
      volumePxFrames: 109_035_520,
      volumeCapPxFrames: 135_168_000,
      fits: true,
      fixes: [],
      warnings: [],
    });
  });

  test('with detail refine delivers and costs four times the pixels, at the same volume', () => {
    const refined = plan({ enable_detail_refine: true });
    expect(refined.output).toMatchObject({ width: 2560, height: 1408 });
    expect(refined.billedMegapixels).toBe(Math.ceil((2560 * 1408 * 121) / 1e6));
    expect(refined.volumePxFrames).toBe(plan().volumePxFrames);
  });

  test.each([
    [{ num_frames: 145 }, true],
    [{ num_frames: 152 }, false],
    [{ num_frames: 153 }, false],
    [{ num_frames: 361, resolution: '480p' }, true],
    [{ num_frames: 368, resolution: '480p' }, false],
    [{ num_frames: 369, resolution: '480p' }, false],
    [{ num_frames: 481, resolution: '480p' }, false],
  ])('%o fits: %s', (fields, fits) => {
    expect(plan(fields).fits).toBe(fits);
  });

  test('that is too large says what would fit and what that costs', () => {
    expect(plan({ num_frames: 241 }).fixes).toEqual([
      { label: 'Lower to 145 frames (≈ $0.32)', change: { num_frames: 145 }, costUsd: 131 * 0.0024075 },
      { label: 'Use 480p (≈ $0.22)', change: { resolution: '480p' }, costUsd: 90 * 0.0024075 },
      {
        label: 'Split into 2 parts of 121 frames (≈ $0.53 in all)',
        change: { num_frames: 121 },
        costUsd: 2 * 110 * 0.0024075,
        split: { partCount: 2, frameCount: 241 },
      },
    ]);
    expect(plan({ num_frames: 481 }).fixes.map(({ label }) => label)).toEqual([
      'Lower to 145 frames (≈ $0.32)',
      'Use 480p and lower to 361 frames (≈ $0.33)',
      'Split into 4 parts of 121 frames (≈ $1.06 in all)',
    ]);
    expect(plan({ num_frames: 481, resolution: '480p' }).fixes.map(({ change }) => change)).toEqual([
      { num_frames: 361 },
      { num_frames: 241 },
    ]);
    expect(plan({ num_frames: 241 }, { frameCount: 145 }).fixes).toHaveLength(2);
  });

  test('of a clip too extreme for any size offers nothing that would not work', () => {
    const extreme = { width: 40_000, height: 64 };
    expect(plan({}, extreme)).toMatchObject({ fits: false, fixes: [] });
    expect(plan({ resolution: '480p' }, extreme)).toMatchObject({ fits: false, fixes: [] });
  });

  test('fits once any of its fixes is applied, at the price that the fix names', () => {
    const side = fc.integer({ min: 64, max: 4096 });
    fc.assert(
      fc.property(
        side,
        side,
        fc.integer({ min: 9, max: 481 }),
        fc.constantFrom('480p', '720p'),
        fc.boolean(),
        fc.integer({ min: 9, max: 900 }),
        (width, height, num_frames, resolution, enable_detail_refine, frameCount) => {
          const fields = { num_frames, resolution, enable_detail_refine };
          const first = plan(fields, { width, height, frameCount });
          expect(first.fits).toBe(first.volumePxFrames <= first.volumeCapPxFrames!);
          if (first.fits) expect(first.fixes).toEqual([]);
          for (const fix of first.fixes) {
            const fixed = plan({ ...fields, ...fix.change }, { width, height, frameCount });
            expect(fixed.fits).toBe(true);
            expect(fix.costUsd).toBeCloseTo((fix.split?.partCount ?? 1) * fixed.costUsd, 10);
            if (!fix.split) continue;
            const partFrames = Number(fix.change.num_frames);
            expect(partFrames * fix.split.partCount).toBeGreaterThanOrEqual(fix.split.frameCount);
            expect(partFrames % 8).toBe(1);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  test('without a documented cap always fits', () => {
    const free = { ...renderToReal, budget: null };
    expect(planRequest(free, inputOf({ num_frames: 481 }), HD)).toMatchObject({
      fits: true,
      volumeCapPxFrames: null,
    });
  });

  test('names a change that is neither frames nor resolution by its field', () => {
    const lighter = () => [{ intensity: 'light' as const, num_frames: 9 }];
    const other = { ...renderToReal, budget: { ...renderToReal.budget!, lighter } };
    expect(planRequest(other, inputOf({ num_frames: 481 }), HD).fixes[0]!.label).toMatch(
      /^Intensity light and lower to 9 frames \(/,
    );
  });
});

describe('a warning is given', () => {
  test.each([
    [
      'for frames off the 8k+1 grid',
      { num_frames: 120 },
      {},
      /^120 frames is not of the form 8k\+1.*deliver 113\.$/,
    ],
    ['for a clip that is too short', {}, { frameCount: 100 }, /^The clip has 100 frames but 121 are asked/],
    ['for a clip of another speed', {}, { fps: 30 }, /at 30 fps and the output at 24 fps.*at 0\.8× speed/],
    ['for a clip of an odd speed', { frames_per_second: 24 }, { fps: 23.976 }, /23\.98 fps .* at 1× speed/],
  ])('%s', (_name, fields, source, text) => {
    const { warnings } = plan(fields, source);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]!.message).toMatch(text);
  });

  test.each([
    [{ num_frames: 120 }, {}, 'Ask for 113 frames', { num_frames: 113 }],
    [{}, { frameCount: 100 }, 'Ask for 97 frames', { num_frames: 97 }],
    [{}, { fps: 30 }, 'Match the clip’s 30 fps', { frames_per_second: 30 }],
  ])('for %o of %o with the change %s that ends it', (fields, source, label, change) => {
    const [warning] = plan(fields, source).warnings;
    expect(warning!.fix).toEqual({ label, change });
    expect(plan({ ...fields, ...change }, source).warnings).toEqual([]);
  });

  test.each([[{ frameCount: 5 }], [{ fps: 120 }]])(
    'for %o without a change, since none would do',
    (source) => {
      expect(plan({}, source).warnings).toEqual([{ message: expect.any(String) }]);
    },
  );

  test('for each of these at once', () => {
    expect(plan({ num_frames: 100 }, { frameCount: 9, fps: 12 }).warnings).toHaveLength(3);
  });
});

test('a prompt always carries the trigger, and once only', () => {
  expect(withTrigger('a street')).toBe('3DREAL. a street');
  expect(withTrigger('  a street')).toBe('3DREAL. a street');
  expect(withTrigger('')).toBe('3DREAL. ');
  for (const prompt of ['3DREAL. a street', 'a street, 3DREAL']) expect(withTrigger(prompt)).toBe(prompt);
  expect(TRIGGER).toBe('3DREAL');
});
