import { openOxenModels } from '../../../fal/oxen/models.ts';
import type { OxenPricing } from '../../../fal/oxen/price.ts';
import type { Clock } from '../../clock.ts';
import type { OxenLink } from './oxen-link.ts';

/** Oxen's prices, read once in a while. */
export interface OxenPriceList {
  /** What is known by model; a model that is missing has no known price. */
  read(): Promise<ReadonlyMap<string, OxenPricing>>;
}

const KEPT_MS = 60 * 60_000;
/** A price that could not be read is asked for again after this. */
const RETRY_MS = 60_000;

interface Reading {
  readonly key: string;
  readonly prices: Promise<ReadonlyMap<string, OxenPricing>>;
  untilMs: number;
}

export function createOxenPriceList(
  link: Pick<OxenLink, 'pricing'>,
  key: () => string | null,
  clock: Clock,
): OxenPriceList {
  let reading: Reading | null = null;

  function start(own: string): Reading {
    const prices = new Map<string, OxenPricing>();
    const readAll = openOxenModels().map(async (model) => {
      const answer = await link.pricing(model);
      if (answer.ok && answer.value) prices.set(model, answer.value);
      return answer.ok;
    });
    const started: Reading = {
      key: own,
      untilMs: Number.POSITIVE_INFINITY,
      prices: Promise.all(readAll).then((wereRead) => {
        started.untilMs = clock.monotonicMs() + (wereRead.every(Boolean) ? KEPT_MS : RETRY_MS);
        return prices;
      }),
    };
    return started;
  }

  return {
    async read() {
      const own = key();
      if (own === null) return new Map();
      if (reading?.key !== own || clock.monotonicMs() >= reading.untilMs) reading = start(own);
      return reading.prices;
    },
  };
}
