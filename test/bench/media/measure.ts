import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** What a job took; CPU and memory are null where the system does not tell them. */
export interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number | null;
  readonly peakMb: number | null;
}

/** The kernel counts CPU time in hundredths of a second (`getconf CLK_TCK` on every Linux). */
const TICK_MS = 10;
const POLL_MS = 10;

/** Measures work that is done by processes under this one, such as those of media. */
export async function measureChildren(work: () => Promise<unknown>): Promise<Cost> {
  const before = new Map(children().map((pid) => [pid, cpuOf(pid) ?? 0]));
  for (const pid of before.keys()) forgetPeak(pid);
  const start = performance.now();
  await work();
  const wallMs = performance.now() - start;
  const costs = children().map((pid) => ({ cpuMs: spent(cpuOf(pid), before.get(pid)), peakMb: peakOf(pid) }));
  return { wallMs, cpuMs: total(costs, 'cpuMs'), peakMb: total(costs, 'peakMb') };
}

const spent = (cpuMs: number | null, beforeMs = 0) => (cpuMs === null ? null : cpuMs - beforeMs);

/** The sum over processes; null where the system tells nothing. */
function total<K extends string>(
  costs: readonly Readonly<Record<K, number | null>>[],
  key: K,
): number | null {
  const known = costs.map((cost) => cost[key]).filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** Runs a program to its end; throws with its output where it fails. */
export function measureProgram([program, ...args]: readonly string[]): Promise<Cost> {
  return new Promise((resolve, reject) => {
    const cpuBefore = endedChildrenCpu();
    const start = performance.now();
    const child = spawn(program!, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let output = '';
    let peakMb: number | null = null;
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    // Its memory can be asked for only while it runs.
    const watch = setInterval(() => {
      peakMb = (child.pid === undefined ? null : peakOf(child.pid)) ?? peakMb;
    }, POLL_MS);
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(watch);
      const wallMs = performance.now() - start;
      const cpuAfter = endedChildrenCpu();
      const cpuMs = cpuBefore === null || cpuAfter === null ? null : cpuAfter - cpuBefore;
      if (code === 0) resolve({ wallMs, cpuMs, peakMb });
      else reject(new Error(`${program} ended with ${code}: ${output.slice(-500)}`));
    });
  });
}

/** The processes under this one. */
function children(): number[] {
  try {
    const tasks = readdirSync('/proc/self/task');
    const pids = tasks.flatMap((task) => readFileSync(`/proc/self/task/${task}/children`, 'utf8').split(' '));
    return pids.filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function forgetPeak(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // Then the peak is that of its whole life.
  }
}

function peakOf(pid: number): number | null {
  try {
    const kb = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1];
    return kb === undefined ? null : Number(kb) / 1000;
  } catch {
    return null;
  }
}

const cpuOf = (pid: number) => ticks(`/proc/${pid}/stat`, 11);
const endedChildrenCpu = () => ticks('/proc/self/stat', 13);

/** The sum of two neighbouring counters, user and system, counted from the field behind the program's name. */
function ticks(path: string, field: number): number | null {
  try {
    const stat = readFileSync(path, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return TICK_MS * (Number(fields[field]) + Number(fields[field + 1]));
  } catch {
    return null;
  }
}
