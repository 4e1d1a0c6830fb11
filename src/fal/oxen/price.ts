import * as z from 'zod/mini';
import type { OutputShape } from '../endpoint.ts';

/** The part of Oxen's `pricing` that tells what a video costs. */
export const oxenPricing = z.looseObject({
  method: z.string(),
  cost_per_second: z.nullish(z.number()),
  cost_per_second_high_res: z.nullish(z.number()),
  cost_per_second_with_audio: z.nullish(z.number()),
});
export type OxenPricing = z.infer<typeof oxenPricing>;

/** Oxen documents 5 to 15 minutes for a video; an estimate by time counts the longest, so that caps hold. */
export const LONGEST_RUN_S = 15 * 60;

/**
 * Estimated USD of one output, or null where Oxen's price list does not tell. Of several prices for a second the
 * highest counts, since nothing says which one applies.
 */
export function oxenCostUsd(
  pricing: OxenPricing | null,
  { frameCount, fps }: Pick<OutputShape, 'frameCount' | 'fps'>,
): number | null {
  if (!pricing) return null;
  const rates = [
    pricing.cost_per_second,
    pricing.cost_per_second_high_res,
    pricing.cost_per_second_with_audio,
  ].filter((rate) => typeof rate === 'number');
  if (rates.length === 0) return null;
  const usdPerSecond = Math.max(...rates);
  switch (pricing.method) {
    case 'per_video_output_second':
      return usdPerSecond * (frameCount / fps);
    case 'time':
      return usdPerSecond * LONGEST_RUN_S;
    default:
      return null;
  }
}
