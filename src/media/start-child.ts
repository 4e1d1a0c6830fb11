import { type ChildProcess, fork } from 'node:child_process';
import { parse } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type CallMessage, MEMORY_REPORT_FD, type WorkerMessage } from './worker-message.ts';

const STDERR_TAIL_CHARS = 8_000;

/** Variables that a program needs to start; everything else, keys above all, stays with the parent. */
const PASSED_VARIABLES = [
  ...['PATH', 'Path', 'HOME', 'USERPROFILE', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'LC_ALL', 'TZ'],
  ...['SystemRoot', 'windir', 'SystemDrive', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH'],
];

export type ChildEvents = {
  onMessage(message: WorkerMessage): void;
  onMemory(rssBytes: number): void;
  /** `code` is null when a signal ended the child. */
  onExit(code: number | null, signal: string | null): void;
};

export type Child = {
  pid: number | undefined;
  send(message: CallMessage): void;
  kill(): void;
  /** Last part of what the child wrote to stdout and stderr. */
  outputTail(): string;
  /** Whether the child keeps the parent alive: true while it works, false while it is idle. */
  keepParentAlive(keep: boolean): void;
};

/** Starts `entryUrl` with the same program as this process (also under Electron). */
export function startChild(entryUrl: URL, events: ChildEvents): Child {
  const child = fork(fileURLToPath(entryUrl), [], {
    execPath: process.execPath,
    execArgv: [],
    // Not the folder that the program was started in: it may be gone, or on a drive that is to be ejected.
    cwd: parse(process.execPath).root,
    env: childEnvironment(process.env),
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'ipc'],
    serialization: 'json',
    windowsHide: true,
  } as Parameters<typeof fork>[2]);
  let tail = '';
  const keepTail = (chunk: Buffer) => {
    tail = (tail + chunk.toString('utf8')).slice(-STDERR_TAIL_CHARS);
  };
  child.stdout?.on('data', keepTail);
  child.stderr?.on('data', keepTail);
  const memory = child.stdio[MEMORY_REPORT_FD] as Readable;
  memory.on('data', (chunk: Buffer) => {
    const line = chunk.toString('latin1').trim().split('\n').at(-1);
    if (line) events.onMemory(Number(line));
  });
  // A killed child resets its pipes; its exit is what counts.
  for (const stream of [memory, child.stdout, child.stderr]) stream?.on('error', () => {});
  let exited = false;
  const exit = (code: number | null, signal: string | null) => {
    if (exited) return;
    exited = true;
    events.onExit(code, signal);
  };
  child.on('message', (message) => events.onMessage(message as WorkerMessage));
  child.on('exit', exit);
  child.on('error', (error) => {
    keepTail(Buffer.from(String(error)));
    if (child.pid === undefined) exit(null, null);
  });
  return {
    pid: child.pid,
    send: (message) => void child.send(message, () => {}),
    kill: () => void child.kill('SIGKILL'),
    outputTail: () => tail,
    keepParentAlive: (keep) => setReferenced(child, keep),
  };
}

/** The environment of a worker: a short list of harmless variables and nothing that may be a secret. */
export function childEnvironment(parent: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = PASSED_VARIABLES.flatMap((name) => (parent[name] === undefined ? [] : [[name, parent[name]]]));
  return { ...Object.fromEntries(kept), ELECTRON_RUN_AS_NODE: '1' };
}

function setReferenced(child: ChildProcess, keep: boolean): void {
  const handles = [child, child.channel, ...child.stdio] as ({ ref?(): void; unref?(): void } | null)[];
  for (const handle of handles) {
    if (keep) handle?.ref?.();
    else handle?.unref?.();
  }
}
