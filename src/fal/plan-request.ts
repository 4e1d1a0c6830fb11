import { snapFramesUp, volumePxFrames } from './budget.ts';
import type { Endpoint, OutputShape, SourceClip } from './endpoint.ts';
import type { Fields, InputOf, PixelSize } from './field.ts';
import { type PlanWarning, planWarnings } from './plan-warnings.ts';
import { formatUsd, priceOfShape } from './price.ts';

/** A change of fields that makes an over-budget request fit, with what it would then be and cost. */
export interface RequestFix {
  readonly label: string;
  readonly change: Readonly<Record<string, unknown>>;
  /** What all jobs cost together. */
  readonly costUsd: number;
  /** Set where the change fits only a part of the clip: how many parts of that length cover so many frames. */
  readonly split?: { readonly partCount: number; readonly frameCount: number };
}

/** Everything that is known of a request before it is sent. */
export interface RequestPlan {
  readonly output: OutputShape;
  readonly megapixels: number;
  readonly billedMegapixels: number;
  readonly costUsd: number;
  readonly volumePxFrames: number;
  readonly volumeCapPxFrames: number | null;
  readonly fits: boolean;
  readonly warnings: readonly PlanWarning[];
  /** Empty when the request fits. */
  readonly fixes: readonly RequestFix[];
}

/** Size, volume, price and warnings of one request to `endpoint` for a source clip. Pure arithmetic. */
export function planRequest<F extends Fields>(
  endpoint: Endpoint<F>,
  input: InputOf<F>,
  source: SourceClip,
): RequestPlan {
  const { generated, output } = endpoint.shape(input, source);
  const volume = volumePxFrames(generated);
  const cap = endpoint.budget?.volumeCapPxFrames ?? null;
  const { fields, sourceField } = endpoint;
  const isFromClip = fields[sourceField]?.kind === 'video';
  const fits = cap === null || volume <= cap;
  return {
    output,
    ...priceOfShape(output, endpoint.price),
    volumePxFrames: volume,
    volumeCapPxFrames: cap,
    fits,
    warnings: planWarnings({ fields, isFromClip, frameCount: generated.frameCount }, source, output),
    fixes: fits ? [] : fixesOf(endpoint, input, source),
  };
}

function fixesOf<F extends Fields>(
  endpoint: Endpoint<F>,
  input: InputOf<F>,
  source: SourceClip,
): RequestFix[] {
  const lighter = endpoint.budget?.lighter(input, source) ?? [];
  const costOf = (change: object) => {
    const { output } = endpoint.shape({ ...input, ...change }, source);
    return priceOfShape(output, endpoint.price).costUsd;
  };
  const fixes = lighter.map((change): RequestFix => {
    const costUsd = costOf(change);
    return {
      label: `${describeChange(change)} (${formatUsd(costUsd, 'before')})`,
      change: change as RequestFix['change'],
      costUsd,
    };
  });
  const fewer = fixes.find(({ change }) => Object.keys(change).join() === 'num_frames');
  const split = fewer && splitOf(Number(fewer.change.num_frames), source.frameCount, input, costOf);
  return split ? [...fixes, split] : fixes;
}

/** The whole length in parts of equal length that fit; null where the clip is not longer than one of them. */
function splitOf(
  mostFrames: number,
  clipFrames: number,
  input: object,
  costOf: (change: object) => number,
): RequestFix | null {
  const frameCount = Math.min(clipFrames, (input as { readonly num_frames: number }).num_frames);
  const partCount = Math.ceil(frameCount / mostFrames);
  if (partCount < 2) return null;
  const change = { num_frames: Math.min(mostFrames, snapFramesUp(Math.ceil(frameCount / partCount))) };
  const costUsd = partCount * costOf(change);
  return {
    label: `Split into ${partCount} parts of ${change.num_frames} frames (${formatUsd(costUsd, 'before')} in all)`,
    change,
    costUsd,
    split: { partCount, frameCount },
  };
}

function describeChange(change: object): string {
  const parts = Object.entries(change).map(([name, value]) =>
    name === 'num_frames'
      ? `lower to ${value} frames`
      : name === 'resolution'
        ? `use ${sizeText(value)}`
        : `${name} ${value}`,
  );
  const text = parts.join(' and ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const sizeText = (value: string | PixelSize) =>
  typeof value === 'string' ? value : `${value.width}×${value.height}`;
