import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable, Writable } from 'node:stream';
import { runCli } from '../../src/cli/run-cli.ts';
import type { Streams } from '../../src/cli/streams.ts';
import { CLIP } from '../host/shot.ts';
import { media, quickRenderer as renderer } from '../kept-processes.ts';

const MAIN = resolve(import.meta.dirname, '../../src/cli/main.ts');

type Env = Readonly<Record<string, string>>;

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
  /** Runs a command in this process: everything but the process itself is as a user has it. */
  cli(args: readonly string[], env?: Env): Promise<Finished>;
  /** The same at a terminal, where a user types this. */
  typing(typed: string, args: readonly string[]): Promise<Finished>;
  /** Runs a command as a process of its own, for signals and for what only a process can write or leave behind. */
  process(
    args: readonly string[],
    env?: Env,
    watch?: Watch,
    options?: { readonly closesStdout?: boolean },
  ): Promise<Finished>;
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
    cli: (args, env = {}) => runHere(args, folder, env, Readable.from([])),
    typing: (typed, args) =>
      runHere(args, folder, {}, Object.assign(Readable.from([typed]), { isTTY: true })),
    process: (args, env = {}, watch = () => {}, { closesStdout = false } = {}) =>
      runProcess(args, folder, env, watch, closesStdout),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The environment of a command: the keys of whoever runs the tests are not in it. */
function environment(folder: string, env: Env): Record<string, string | undefined> {
  const {
    FAL_KEY: _key,
    FAL_KEY_ID: _id,
    FAL_KEY_SECRET: _secret,
    OXEN_API_KEY: _oxen,
    ...inherited
  } = process.env;
  return { ...inherited, BLOCKOUT_HOME: join(folder, 'home'), ...env };
}

function finished(status: number | null, stdout: string, stderr: string): Finished {
  const lines = () => stdout.split('\n').filter((line) => line !== '');
  return { status, stdout, stderr, events: () => lines().map((line) => JSON.parse(line)) };
}

async function runHere(
  args: readonly string[],
  folder: string,
  env: Env,
  stdin: Streams['stdin'],
): Promise<Finished> {
  const written = { stdout: '', stderr: '' };
  const collect = (name: keyof typeof written) =>
    new Writable({
      write(chunk, _encoding, done) {
        written[name] += chunk;
        done();
      },
    });
  const before = process.cwd();
  process.chdir(folder);
  try {
    const status = await runCli(args, {
      env: environment(folder, env),
      stdin,
      stdout: collect('stdout'),
      stderr: collect('stderr'),
      signal: new AbortController().signal,
      hostOptions: { media, simulator: { renderer } },
    });
    return finished(status, written.stdout, written.stderr);
  } finally {
    process.chdir(before);
  }
}

function runProcess(
  args: readonly string[],
  folder: string,
  env: Env,
  watch: Watch,
  closesStdout: boolean,
): Promise<Finished> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: folder,
    env: environment(folder, env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  if (closesStdout) child.stdout.destroy();
  createInterface({ input: child.stdout }).on('line', (line) => {
    stdout += `${line}\n`;
    watch(line, () => child.kill('SIGINT'));
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (status) => done(finished(status, stdout, stderr)));
  });
}
