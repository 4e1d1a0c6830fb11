import type { RequestValue } from '../engine/value.ts';
import type { SourceClip } from '../fal/endpoint.ts';
import { endpointById } from '../fal/index.ts';
import type { KeptSchema } from '../fal/openapi/kept-schema.ts';
import { formatUsd } from '../fal/price.ts';
import { plannedFigures, type RequestFigures, type RequestParts } from './build-request.ts';

/** Units of fal's price list that are one result each. */
const PER_RESULT = /^(image|video|clip|generation|request|result|call)s?$/i;

/** Whether a request's price always follows from what is known, may not in rare cases, or has to be stated. */
export function priceKnowledge(
  endpoint: string,
  { price }: Pick<KeptSchema, 'price'>,
): 'always' | 'mostly' | 'never' {
  if (price !== undefined && PER_RESULT.test(price.unit)) return 'always';
  // The model may have got fields or values since, which our own arithmetic does not know.
  return endpointById(endpoint) ? 'mostly' : 'never';
}

interface Known {
  readonly endpoint: string;
  readonly schema: Pick<KeptSchema, 'price'>;
  readonly source: SourceClip | undefined;
  /** What the user expects one request to cost, where nothing else tells. */
  readonly statedUsd: number | null;
}

/** Size and price of a request to any model: by our own arithmetic, by the provider's price list, or as stated. */
export function endpointFigures(
  { endpoint, schema, source, statedUsd }: Known,
  input: Readonly<Record<string, unknown>>,
  parts: Pick<RequestParts, 'nodeId' | 'settings'>,
): RequestFigures {
  const known = endpointById(endpoint);
  const own = known && source ? known.input.safeParse(input) : null;
  if (known && source && own?.success) return plannedFigures(known, own.data, source, parts);
  const { price } = schema;
  const isPerResult = price !== undefined && PER_RESULT.test(price.unit);
  const costUsd = isPerResult ? price.unitUsd * resultCount(input) : statedUsd;
  return {
    ...UNKNOWN_SIZE,
    costUsd,
    price: null,
    ...(price && { unitUsd: price.unitUsd }),
    ...(isPerResult && { isKeptPrice: true }),
    warnings: costUsd === null ? [{ message: unknownPrice(price), param: 'price_usd' }] : [],
  };
}

const UNKNOWN_SIZE = {
  output: null,
  megapixels: 0,
  billedMegapixels: 0,
  volumePxFrames: 0,
  volumeCapPxFrames: null,
  fits: true,
  fixes: [],
} as const satisfies Partial<RequestValue>;

/** How many results one request asks for. */
function resultCount(input: Readonly<Record<string, unknown>>): number {
  const count = Number(input.num_images ?? input.num_videos ?? 1);
  return Number.isFinite(count) && count >= 1 ? count : 1;
}

function unknownPrice(price: KeptSchema['price']): string {
  const list = price
    ? `fal asks ${formatUsd(price.unitUsd, 'after')} per ${price.unit.replace(/s$/, '')}`
    : 'fal’s price list was not read';
  return `What one request costs is not known beforehand (${list}). It runs on the simulator only, until an expected price is typed in.`;
}
