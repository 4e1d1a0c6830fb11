import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { CLIP } from '../host/shot.ts';

const MAIN = resolve(import.meta.dirname, '../../src/cli/main.ts');

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The objects of `--json`, one a line; throws where a line is not JSON. */
  events(): readonly Record<string, unknown>[];
}

/** Sees each line of stdout as it comes; `interrupt` is Ctrl+C. */
export type Watch = (line: string, interrupt: () => void) => void;

/** A folder with a small clip and a home of its own, in which the command line is run as a user would. */
export interface Bench {
  readonly folder: string;
  /** Writes a workflow (or any text) beside the clip and returns its path. */
  write(name: string, content: unknown): string;
  cli(args: readonly string[], env?: Readonly<Record<string, string>>, watch?: Watch): Promise<Finished>;
  remove(): void;
}

export function createBench(): Bench {
  const folder = mkdtempSync(join(tmpdir(), 'blockout-cli-'));
  copyFileSync(CLIP, join(folder, 'clip.mp4'));
  return {
    folder,
    write(name, content) {
      const path = join(folder, name);
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
      return path;
    },
    cli: (args, env = {}, watch = () => {}) => run(args, folder, env, watch),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function run(
  args: readonly string[],
  folder: string,
  env: Readonly<Record<string, string>>,
  watch: Watch,
): Promise<Finished> {
  const {
    FAL_KEY: _key,
    FAL_KEY_ID: _id,
    FAL_KEY_SECRET: _secret,
    OXEN_API_KEY: _oxen,
    ...inherited
  } = process.env;
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: folder,
    env: { ...inherited, BLOCKOUT_HOME: join(folder, 'home'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  createInterface({ input: child.stdout }).on('line', (line) => {
    stdout += `${line}\n`;
    watch(line, () => child.kill('SIGINT'));
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (status) => {
      const lines = () => stdout.split('\n').filter((line) => line !== '');
      done({ status, stdout, stderr, events: () => lines().map((line) => JSON.parse(line)) });
    });
  });
}
