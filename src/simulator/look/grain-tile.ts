import { seededRandom } from '../seeded-random.ts';

export const GRAIN_TILE_PX = 256;

/** A seamless square of film grain, about -1 to 1: noise softened by one pixel, so that it survives encoding. */
export function grainTile(seed: number): Float32Array {
  const random = seededRandom(seed);
  const noise = Float32Array.from(
    { length: GRAIN_TILE_PX * GRAIN_TILE_PX },
    () => random() + random() + random() - 1.5,
  );
  const wrap = GRAIN_TILE_PX - 1;
  return noise.map((value, at) => {
    const x = at & wrap;
    const row = at - x;
    const right = noise[row + ((x + 1) & wrap)]!;
    const below = noise[((row + GRAIN_TILE_PX) % noise.length) + x]!;
    return (value * 2 + right + below) * 0.3;
  });
}
