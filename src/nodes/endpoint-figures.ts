import type { RequestValue } from '../engine/value.ts';
import type { SourceClip } from '../fal/endpoint.ts';
import { endpointById } from '../fal/index.ts';
import type { KeptSchema } from '../fal/openapi/kept-schema.ts';
import { formatUsd } from '../fal/price.ts';
import { plannedFigures, type RequestFigures, type RequestParts } from './build-request.ts';

/** Units of fal's price list that are one result each. */
const PER_RESULT = /^(image|video|clip|generation|request|result|call)s?$/i;

/** Whether one request's price follows from what is known, so that nobody has to state it. */
export function canPrice(endpoint: string, { price }: Pick<KeptSchema, 'price'>): boolean {
  return endpointById(endpoint) !== undefined || (price !== undefined && PER_RESULT.test(price.unit));
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
    warnings: costUsd === null ? [unknownPrice(price)] : [],
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
