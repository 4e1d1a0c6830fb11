import type { Cost } from './measure.ts';

/** One round of a job: in a media process that runs already, in one that starts for it, and by ffmpeg. */
export interface Round {
  readonly warm: Cost;
  readonly cold: Cost;
  /** Null where ffmpeg is not installed. */
  readonly ffmpeg: Cost | null;
}

export interface JobResult {
  readonly id: string;
  readonly what: string;
  readonly most: number;
  readonly rounds: readonly Round[];
}

export interface Verdict {
  readonly id: string;
  readonly what: string;
  readonly most: number;
  /** Ours / ffmpeg, each the median of the ratios of its rounds; null where either is not known. */
  readonly warmWall: number | null;
  readonly coldWall: number | null;
  readonly cpu: number | null;
  readonly memory: number | null;
  /** Judged on the wall time of a warm process, which is what the product has. */
  readonly isMet: boolean;
}

export function verdictOf({ id, what, most, rounds }: JobResult): Verdict {
  const ratio = (ours: (round: Round) => number | null, theirs: (cost: Cost) => number | null) =>
    median(
      rounds.flatMap((round) => {
        const [above, below] = [ours(round), round.ffmpeg && theirs(round.ffmpeg)];
        return above === null || below === null || below === 0 ? [] : [above / below];
      }),
    );
  const warmWall = ratio(
    ({ warm }) => warm.wallMs,
    ({ wallMs }) => wallMs,
  );
  return {
    ...{ id, what, most, warmWall },
    coldWall: ratio(
      ({ cold }) => cold.wallMs,
      ({ wallMs }) => wallMs,
    ),
    cpu: ratio(
      ({ warm }) => warm.cpuMs,
      ({ cpuMs }) => cpuMs,
    ),
    memory: ratio(
      ({ warm }) => warm.peakMb,
      ({ peakMb }) => peakMb,
    ),
    isMet: warmWall !== null && warmWall <= most,
  };
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [below, above] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return below === undefined || above === undefined ? null : (below + above) / 2;
}
