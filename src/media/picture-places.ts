import type { PacketIndex } from './packet-index.ts';

/**
 * Where a stored picture is found in what a decoder gives: at its time, and there as the `rank`-th. Only a coarse clock
 * gives several the same time; which of them is shown first is known when all from `first` to `last` are decoded.
 */
export type PicturePlace = { timeS: number; rank: number; first: number; last: number };

export function picturePlaces({ timings, secondFields }: PacketIndex): (position: number) => PicturePlace {
  const positionsAt = new Map<number, number[]>();
  for (const [position, { timestampS }] of timings.entries()) {
    if (secondFields?.has(position)) continue;
    const others = positionsAt.get(timestampS);
    if (others) others.push(position);
    else positionsAt.set(timestampS, [position]);
  }
  return (position) => {
    const timeS = timings[position]!.timestampS;
    const positions = positionsAt.get(timeS)!;
    const lastFrame = positions.at(-1)!;
    const last = secondFields?.has(lastFrame + 1) ? lastFrame + 1 : lastFrame;
    return { timeS, rank: positions.indexOf(position), first: positions[0]!, last };
  };
}
