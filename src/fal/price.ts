import type { Shape } from './budget.ts';

/** What one megapixel of output costs, where the figure was read and when. */
export interface UnitPrice {
  readonly usdPerMegapixel: number;
  readonly source: string;
  /** ISO date on which the source showed this figure. */
  readonly asOf: string;
}

const SNAPSHOT = { source: 'fal.ai model page and pricing snapshot', asOf: '2026-07-28' } as const;

/** Known unit prices by endpoint id. Pages round differently, so every sum of these is an estimate. */
export const UNIT_PRICES: Readonly<Record<string, UnitPrice>> = {
  'fal-ai/ltx-2.3-quality/render-to-real': { usdPerMegapixel: 0.0024075, ...SNAPSHOT },
};

export interface Price {
  /** width × height × frames / 1e6, unrounded. */
  readonly megapixels: number;
  /** Megapixels rounded up, as fal's examples bill them. */
  readonly billedMegapixels: number;
  readonly costUsd: number;
}

/**
 * Estimated price of one output: ceil(width × height × frames / 1e6) × unit price.
 * 1280×720×121 is 111.5136, billed as 112 MP; at 0.0027075 USD that is 0.30324 USD.
 */
export function priceOfShape(shape: Shape, usdPerMegapixel: number): Price {
  const pixels = shape.width * shape.height * shape.frameCount;
  const billedMegapixels = Math.ceil(pixels / 1e6);
  return { megapixels: pixels / 1e6, billedMegapixels, costUsd: billedMegapixels * usdPerMegapixel };
}

/** "≈ $0.27" before a job ran, "$0.27" after; sums under ten cents show three digits. */
export function formatUsd(usd: number, when: 'before' | 'after'): string {
  const digits = usd !== 0 && usd < 0.1 ? 3 : 2;
  return `${when === 'before' ? '≈ ' : ''}$${usd.toFixed(digits)}`;
}
