/** The state of a host at one time. */
export interface Sample {
  readonly atMs: number;
  readonly rssMb: number;
  /** After a garbage collection. */
  readonly heapMb: number;
  readonly descriptors: number;
}

/** The start of a program is not its slope. */
const WARM_UP = 1 / 3;

/** Growth in MB an hour by least squares, without the warm-up; null with fewer than three samples left. */
export function slopePerHour(samples: readonly Sample[], pick: (sample: Sample) => number): number | null {
  const settled = samples.slice(Math.floor(samples.length * WARM_UP));
  if (settled.length < 3) return null;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const hours = settled.map(({ atMs }) => atMs / 3_600_000);
  const values = settled.map(pick);
  const [meanHour, meanValue] = [mean(hours), mean(values)];
  const above = hours.reduce((sum, hour, place) => sum + (hour - meanHour) * (values[place]! - meanValue), 0);
  const below = hours.reduce((sum, hour) => sum + (hour - meanHour) ** 2, 0);
  return below === 0 ? null : above / below;
}
