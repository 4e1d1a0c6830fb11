import type { Clock } from '../clock.ts';

/** How far a provider's clock is from ours, by the `Date` of its answers. */
export interface ProviderClock {
  /** Reads an answer to a call that left at `askedAtMs` of our clock. */
  hear(headers: Headers, askedAtMs: number): void;
  /** What to add to our time to get the provider's; null before its first answer. */
  aheadMs(): number | null;
}

/** An answer that was longer on its way tells too little: a large upload has its date from somewhere in between. */
const MAX_ROUND_TRIP_MS = 10_000;
/** `Date` has whole seconds, cut off. */
const HALF_SECOND_MS = 500;

export function createProviderClock(clock: Clock): ProviderClock {
  let aheadMs: number | null = null;
  return {
    hear(headers, askedAtMs) {
      const dateMs = Date.parse(headers.get('date') ?? '');
      const nowMs = clock.now();
      const isFromCache = headers.has('age');
      if (Number.isNaN(dateMs) || isFromCache || nowMs - askedAtMs > MAX_ROUND_TRIP_MS) return;
      aheadMs = Math.round(dateMs + HALF_SECOND_MS - (askedAtMs + nowMs) / 2);
    },
    aheadMs: () => aheadMs,
  };
}
