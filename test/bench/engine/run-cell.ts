import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Runs a program of the bench in a process of its own. Null where it takes longer than `limitMs`; throws where it fails. */
export function runCell<T>(file: string, args: readonly string[], limitMs: number): T | null {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const done = spawnSync(process.execPath, ['--expose-gc', path, ...args], {
    encoding: 'utf8',
    timeout: limitMs,
    // What is stuck in a loop of its own answers to nothing else.
    killSignal: 'SIGKILL',
  });
  if ((done.error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT') return null;
  if (done.status !== 0) {
    throw new Error(`${file} ${args.join(' ')} failed: ${done.stderr || done.error?.message}`);
  }
  return JSON.parse(done.stdout) as T;
}
