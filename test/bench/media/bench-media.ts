import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMediaProcess } from '../../../src/media/media-process.ts';
import { type JobResult, median, type Round, type Verdict, verdictOf } from './goals.ts';
import { JOBS, type Job } from './jobs.ts';
import { measureChildren, measureProgram } from './measure.ts';
import { makeSources, type Sources } from './sources.ts';

/** As many lanes as the host has for files in the making. */
const LIMITS = { lanes: 2, timeoutMs: 600_000, memoryMb: 2_000, idleMs: 3_600_000 };
const NO_FFMPEG = `
*** ffmpeg is not installed: there is nothing to compare with, and no goal can be met. ***
*** Install it (“apt-get install ffmpeg”) and run this again.                          ***
`;

export interface MediaBenchOptions {
  readonly asJson: boolean;
  readonly rounds: number;
}

/** The operations of the media process beside ffmpeg, all in one interleaved run. Returns whether every goal was met. */
export async function benchMedia({ asJson, rounds }: MediaBenchOptions): Promise<boolean> {
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const hasFfmpeg = ['ffmpeg', 'ffprobe'].every((name) => spawnSync(name, ['-version']).status === 0);
  if (!hasFfmpeg) log(NO_FFMPEG);
  const folder = await mkdtemp(join(tmpdir(), 'blockout-bench-'));
  try {
    const sources = await makeSources(folder, log);
    const found = new Map(JOBS.map((job) => [job, [] as Round[]]));
    for (let round = 0; round < rounds; round++) {
      const order = round % 2 === 0 ? JOBS : [...JOBS].reverse();
      for (const job of order) {
        log(`round ${round + 1}/${rounds} ${job.id}`);
        const outPath = join(folder, `${job.id}-${round}`);
        found.get(job)!.push(await measureRound(job, sources, outPath, hasFfmpeg, round % 2 === 1));
      }
    }
    return report(
      [...found].map(([job, list]): JobResult => ({ ...job, rounds: list })),
      asJson,
      hasFfmpeg,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureRound(
  job: Job,
  sources: Sources,
  outPath: string,
  hasFfmpeg: boolean,
  isFfmpegFirst: boolean,
): Promise<Round> {
  const theirs = async () =>
    hasFfmpeg ? await measureProgram(job.theirs(sources, `${outPath}-theirs`)) : null;
  const early = isFfmpegFirst ? await theirs() : null;
  const media = createMediaProcess(LIMITS);
  try {
    // The same process twice: it starts for the first, and has done such work before the second, as in the product.
    const cold = await measureChildren(() => job.ours(media, sources, `${outPath}-cold`));
    const warm = await measureChildren(() => job.ours(media, sources, `${outPath}-warm`));
    return { cold, warm, ffmpeg: isFfmpegFirst ? early : await theirs() };
  } finally {
    media.dispose();
  }
}

function report(results: readonly JobResult[], asJson: boolean, hasFfmpeg: boolean): boolean {
  const verdicts = results.map(verdictOf);
  if (asJson) process.stdout.write(`${JSON.stringify({ results, verdicts }, null, 1)}\n`);
  else process.stdout.write(`${table(results, verdicts)}\n${hasFfmpeg ? '' : NO_FFMPEG}`);
  return verdicts.every(({ isMet }) => isMet);
}

function table(results: readonly JobResult[], verdicts: readonly Verdict[]): string {
  const digits = (value: number | null) => (value === null ? '–' : value.toFixed(2)).padStart(6);
  const ms = (value: number | null) => `${value === null ? '–' : Math.round(value)} ms`.padStart(9);
  const lines = verdicts.map((verdict, place) => {
    const { rounds } = results[place]!;
    const ours = ms(median(rounds.map(({ warm }) => warm.wallMs)));
    const theirs = ms(median(rounds.flatMap(({ ffmpeg }) => (ffmpeg ? [ffmpeg.wallMs] : []))));
    const ratios = [verdict.warmWall, verdict.coldWall, verdict.cpu, verdict.memory].map(digits).join(' ');
    const goal = `${verdict.isMet ? 'met   ' : 'MISSED'} (≤ ${verdict.most})`;
    return `${verdict.id.padEnd(10)}${ours}${theirs}  ${ratios}  ${goal}  ${verdict.what}`;
  });
  const head = `${'job'.padEnd(10)}${'warm'.padStart(9)}${'ffmpeg'.padStart(9)}    wall   cold    CPU memory  goal`;
  return [head, ...lines].join('\n');
}
