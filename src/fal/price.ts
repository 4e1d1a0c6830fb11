import type { Shape } from './budget.ts';

/**
 * What one megapixel of output costs, where the figure was read and when. Every sum of these is an estimate; the
 * provider's billed units decide.
 */
export interface UnitPrice {
  readonly usdPerMegapixel: number;
  /** Whether megapixels are billed as whole ones (`up`) or as they are. Pages of one provider differ in this. */
  readonly rounding: 'up' | 'none';
  readonly source: string;
  /** ISO date on which the source showed this figure. */
  readonly asOf: string;
}

const AS_OF = { asOf: '2026-07-28' } as const;
/** What a model's page says, in whole megapixels. */
export const BY_PAGE = {
  rounding: 'up',
  source: 'fal.ai model page and pricing snapshot',
  ...AS_OF,
} as const;
/** The page's text says rounded up, its own examples are not. */
export const BY_PAGE_22B = { ...BY_PAGE, rounding: 'none' } as const;
/** No page tells it; its siblings do. */
export const BY_ANALOGY = { source: 'by analogy with its sibling endpoints', ...AS_OF } as const;

export interface Price {
  /** width × height × frames / 1e6, unrounded. */
  readonly megapixels: number;
  /** Megapixels as they are billed: rounded up, or as they are. */
  readonly billedMegapixels: number;
  readonly costUsd: number;
}

/**
 * Estimated price of one output: width × height × frames / 1e6, rounded as the endpoint does, × unit price.
 * 1280×720×121 is 111.5136, billed as 112 MP; at 0.0027075 USD that is 0.30324 USD.
 */
export function priceOfShape(
  shape: Shape,
  { usdPerMegapixel, rounding }: Pick<UnitPrice, 'usdPerMegapixel' | 'rounding'>,
): Price {
  const megapixels = (shape.width * shape.height * shape.frameCount) / 1e6;
  const billedMegapixels = rounding === 'up' ? Math.ceil(megapixels) : megapixels;
  return { megapixels, billedMegapixels, costUsd: billedMegapixels * usdPerMegapixel };
}

/** "≈ $0.27" before a job ran, "$0.27" after; sums under ten cents show three digits. */
export function formatUsd(usd: number, when: 'before' | 'after'): string {
  const digits = usd !== 0 && usd < 0.1 ? 3 : 2;
  return `${when === 'before' ? '≈ ' : ''}$${usd.toFixed(digits)}`;
}

/** What one job costs before it ran, or that nobody knows. */
export function formatCost(costUsd: number | null): string {
  return costUsd === null ? 'price unknown' : formatUsd(costUsd, 'before');
}

/** What several jobs cost together, as far as the provider tells. */
export function formatSpending(spending: {
  readonly costUsd: number;
  readonly jobCount: number;
  readonly unpricedCount?: number;
  readonly fetchedCount?: number;
}): string {
  const { costUsd, jobCount, unpricedCount = 0, fetchedCount = 0 } = spending;
  if (jobCount === 0 && fetchedCount > 0) return 'fetched again, free';
  if (unpricedCount === 0) return formatUsd(costUsd, 'before');
  if (unpricedCount === jobCount) return 'price unknown';
  return `${formatUsd(costUsd, 'before')} and ${unpricedCount} without a price`;
}
