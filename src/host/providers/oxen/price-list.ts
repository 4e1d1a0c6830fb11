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

export function createOxenPriceList(
  link: Pick<OxenLink, 'pricing'>,
  hasKey: () => boolean,
  clock: Clock,
): OxenPriceList {
  let current: {
    readonly untilMs: number;
    readonly prices: Promise<ReadonlyMap<string, OxenPricing>>;
  } | null = null;

  async function readAll(): Promise<ReadonlyMap<string, OxenPricing>> {
    const prices = new Map<string, OxenPricing>();
    let isWhole = true;
    for (const model of openOxenModels()) {
      const answer = await link.pricing(model);
      if (!answer.ok) isWhole = false;
      else if (answer.value) prices.set(model, answer.value);
    }
    if (current) current = { ...current, untilMs: clock.now() + (isWhole ? KEPT_MS : RETRY_MS) };
    return prices;
  }

  return {
    async read() {
      if (!hasKey()) return new Map();
      if (!current || clock.now() >= current.untilMs) {
        current = { untilMs: Number.POSITIVE_INFINITY, prices: readAll() };
      }
      return current.prices;
    },
  };
}
