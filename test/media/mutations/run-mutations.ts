import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Look, lookLimit, MAKING_LIMIT } from '../../../src/media/media-limits.ts';
import { hashText, seededRandom } from '../../../src/simulator/seeded-random.ts';
import { openLane } from './lane.ts';
import { mutate } from './mutate.ts';
import { FORMATS, type Format, makeSamples } from './samples.ts';
import type { MediaCall } from './watch-media.ts';

export interface MutationOptions {
  readonly seed: number;
  readonly count: number;
  readonly lanes: number;
  /** Only this mutant. */
  readonly only?: number;
  /** Folder for mutants that did harm. */
  readonly keepIn?: string;
}

export interface MutationReport {
  readonly mutants: number;
  readonly calls: readonly MediaCall[];
  /** Longest time that the host answered nobody, in ms. */
  readonly heldUpMs: number;
  /** Each with the number of its mutant. */
  readonly breaches: readonly string[];
}

/** Mutants are far smaller than the first megabyte, from which on limits grow. */
const SMALL_BYTES = 1e6;
/** A timer and the end of a process take a moment on a busy machine. */
const GRACE_MS = 30_000;

/** Damages good files by a seed and gives them to hosts, every format in turn. */
export async function runMutations(options: MutationOptions): Promise<MutationReport> {
  const { seed, count, lanes: laneCount, only, keepIn } = options;
  const root = await mkdtemp(join(tmpdir(), 'mutations-'));
  const samples = await makeSamples(root);
  const numbers = only === undefined ? Array.from({ length: count }, (_, place) => place) : [only];
  const lanes = Array.from({ length: laneCount }, (_, place) => openLane(join(root, `home-${place}`)));
  const breaches: string[] = [];
  const loop = monitorEventLoopDelay({ resolution: 20 });
  loop.enable();

  async function work(lane: (typeof lanes)[number]): Promise<void> {
    for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) {
      const { format, bytes, choice } = mutantOf(number);
      const callsBefore = lane.calls.length;
      const found = await lane.offer(format, bytes, choice);
      found.push(...lane.calls.slice(callsBefore).flatMap(callBreaches));
      breaches.push(...found.map((breach) => `${format} mutant ${number}: ${breach}`));
      if (found.length > 0 && keepIn) await keep(keepIn, `${seed}-${number}.${format}`, bytes);
    }
    if (!(await lane.isUp(samples.mp4[0]!))) breaches.push('a host no longer reads a good clip');
  }

  function mutantOf(number: number): { format: Format; bytes: Uint8Array; choice: number } {
    const random = seededRandom(seed ^ hashText(`mutant ${number}`));
    const format = FORMATS[number % FORMATS.length]!;
    const originals = samples[format];
    const original = originals[Math.floor(random() * originals.length)]!;
    return { format, bytes: mutate(original, random), choice: random() };
  }

  try {
    await Promise.all(lanes.map(work));
  } finally {
    loop.disable();
    for (const lane of lanes) await lane.close();
  }
  breaches.push(...(await leftOver(root)));
  await rm(root, { recursive: true, force: true });
  const calls = lanes.flatMap((lane) => lane.calls);
  return { mutants: only === undefined ? count : 1, calls, heldUpMs: loop.max / 1e6, breaches };
}

/** A call ends within its limit, and never by a mistake in our own code. */
function callBreaches({ method, tookMs, code, message }: MediaCall): string[] {
  if (tookMs > limitOf(method) + GRACE_MS) return [`${method} took ${Math.round(tookMs)} ms`];
  return code === 'crashed' && /internal error/.test(message) ? [`${method}: ${message}`] : [];
}

function limitOf(method: string): number {
  const isMaking = method === 'conform' || method === 'edges' || method === 'assemble';
  const limit = isMaking ? MAKING_LIMIT : lookLimit(method as Look, SMALL_BYTES);
  return 'stallMs' in limit ? limit.stallMs : limit.timeoutMs;
}

async function keep(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), bytes);
}

async function leftOver(root: string): Promise<string[]> {
  const names = await readdir(root, { recursive: true });
  return names.filter((name) => name.endsWith('.part')).map((name) => `left over: ${name}`);
}
