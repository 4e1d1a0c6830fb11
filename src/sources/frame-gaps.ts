import type { SequenceFrame } from '../engine/path-fact.ts';

export type GapPolicy = 'refuse' | 'hold' | 'skip';

/** Numbers that are missing between two others, both inclusive. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** Gaps of a sequence between the first and the last number that are wanted; null is what is there. */
export function gapsOf(frames: readonly SequenceFrame[], first: number | null, last: number | null): Gap[] {
  const gaps: Gap[] = [];
  let next = first ?? frames[0]?.number ?? 0;
  for (const { number } of frames) {
    if (number > next) gaps.push({ from: next, to: number - 1 });
    next = number + 1;
  }
  if (last !== null && last >= next) gaps.push({ from: next, to: last });
  return gaps;
}

export const countMissing = (gaps: readonly Gap[]) =>
  gaps.reduce((sum, { from, to }) => sum + to - from + 1, 0);

/** How many ranges a message names before it only counts. */
const NAMED_GAPS = 8;

/** Missing numbers as a person reads them: “3, 7–9 and 12”. */
export function gapText(gaps: readonly Gap[]): string {
  const named = gaps
    .slice(0, NAMED_GAPS)
    .map(({ from, to }) => (from === to ? String(from) : `${from}–${to}`));
  const more = countMissing(gaps.slice(NAMED_GAPS));
  if (more > 0) return `${named.join(', ')} and ${more} more`;
  return named.length < 2 ? (named[0] ?? '') : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
}

/** The files to show in order: with `hold` the frame before a gap fills it. */
export function filledFrames(
  frames: readonly SequenceFrame[],
  gaps: readonly Gap[],
  policy: GapPolicy,
): SequenceFrame[] {
  if (policy !== 'hold' || gaps.length === 0) return [...frames];
  const heldAfter = new Map(gaps.map(({ from, to }) => [from - 1, to - from + 1]));
  return frames.flatMap((frame) => {
    const held = heldAfter.get(frame.number) ?? 0;
    return held === 0 ? [frame] : Array.from({ length: held + 1 }, () => frame);
  });
}
