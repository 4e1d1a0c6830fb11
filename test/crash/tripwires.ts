import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { relative, sep } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

/**
 * Lets the test's own program see every step that a host makes on disk and in its database, by standing before
 * Node's functions. Must be imported before the host.
 */
export interface Tripwires {
  /** Called at every step with a label such as `before rename store`. */
  onStep: (label: string) => void;
  /** While true every write fails as on a full disk. */
  isDiskFull: boolean;
  /** Whether a transaction holds the write lock right now. */
  isLocking: boolean;
  /** Only files below this folder are watched. */
  root: string;
}

export const tripwires: Tripwires = { onStep: () => {}, isDiskFull: false, isLocking: false, root: '' };

type Places = readonly (readonly [place: string, test: RegExp])[];
const PLACES: Places = [
  ['settings', /^home\/\.?settings\.json/],
  ['draft', /^home\/drafts\//],
  ['store', /^home\/assets\//],
  ['scratch', /^home\/scratch\//],
  ['partial', /^home\/partial\//],
  ['output', /^shot-\d+\/output\//],
  ['home', /^home\//],
];

/** Where a path lies in the watched folder, or null outside of it. */
function placeOf(path: unknown): string | null {
  if (typeof path !== 'string' || tripwires.root === '') return null;
  const inside = relative(tripwires.root, path).split(sep).join('/');
  return PLACES.find(([, test]) => test.test(inside))?.[0] ?? null;
}

function fullDisk(call: string): Error {
  return Object.assign(new Error(`ENOSPC: no space left on device, ${call}`), {
    code: 'ENOSPC',
    syscall: call,
  });
}

/** Announces both sides of one asynchronous step. */
async function step<T>(name: string, isWrite: boolean, work: () => Promise<T>): Promise<T> {
  tripwires.onStep(`before ${name}`);
  if (isWrite && tripwires.isDiskFull) throw fullDisk(name);
  const result = await work();
  tripwires.onStep(`after ${name}`);
  return result;
}

type AnyFunction = (...args: unknown[]) => unknown;

/** Watches one function that takes a path; `pathAt` says which argument. */
function watchPaths(name: 'rename' | 'link' | 'copyFile' | 'rm' | 'writeFile', pathAt: number): void {
  const target = fs as unknown as Record<string, AnyFunction>;
  const original = target[name]!;
  target[name] = (...args) => {
    const place = placeOf(args[pathAt]);
    if (place === null) return original(...args);
    const takesRoom = name === 'copyFile' || name === 'writeFile';
    return step(`${name} ${place}`, takesRoom, () => original(...args) as Promise<unknown>);
  };
}

function watchOpenFiles(): void {
  const open = fs.open;
  fs.open = async (path, flags, mode) => {
    const handle = await open(path, flags, mode);
    const place = placeOf(path);
    if (place === null || flags === 'r' || flags === undefined) return handle;
    for (const [name, label] of [
      ['writeFile', 'write'],
      ['write', 'write'],
      ['sync', 'sync'],
    ] as const) {
      const original = handle[name].bind(handle) as AnyFunction;
      Object.defineProperty(handle, name, {
        value: (...args: unknown[]) =>
          step(`${label} ${place}`, label === 'write', () => original(...args) as Promise<unknown>),
      });
    }
    return handle;
  };
}

/** `INSERT jobs`, `UPDATE jobs`, `COMMIT`; null for what only reads. */
function nameOfStatement(text: string): string | null {
  const found = /^\s*(INSERT|UPDATE|DELETE|REPLACE)(?:\s+OR\s+\w+)?(?:\s+INTO|\s+FROM)?\s+(\w+)/i.exec(text);
  if (found) return `${found[1]!.toUpperCase()} ${found[2]}`;
  return /^\s*(COMMIT|CREATE|ALTER)\b/i.exec(text)?.[1]?.toUpperCase() ?? null;
}

function sqliteFull(): Error {
  const text = 'database or disk is full';
  return Object.assign(new Error(text), { code: 'ERR_SQLITE_ERROR', errcode: 13, errstr: text });
}

function syncStep<T>(name: string, work: () => T): T {
  tripwires.onStep(`before ${name}`);
  if (tripwires.isDiskFull) throw sqliteFull();
  const result = work();
  if (name === 'COMMIT') tripwires.isLocking = false;
  tripwires.onStep(`after ${name}`);
  return result;
}

function watchDatabases(): void {
  const { prepare, exec } = DatabaseSync.prototype;
  DatabaseSync.prototype.prepare = function (this: DatabaseSync, text: string, ...rest: never[]) {
    const statement: StatementSync = prepare.call(this, text, ...rest);
    const name = nameOfStatement(text);
    if (name === null) return statement;
    const run = statement.run.bind(statement) as AnyFunction;
    Object.defineProperty(statement, 'run', {
      value: (...args: unknown[]) => syncStep(name, () => run(...args)),
    });
    return statement;
  };
  DatabaseSync.prototype.exec = function (this: DatabaseSync, text: string) {
    if (/^\s*BEGIN IMMEDIATE/.test(text)) tripwires.isLocking = true;
    const name = nameOfStatement(text);
    try {
      return name === null ? exec.call(this, text) : syncStep(name, () => exec.call(this, text));
    } finally {
      if (/^\s*ROLLBACK/.test(text)) tripwires.isLocking = false;
    }
  };
}

watchPaths('rename', 1);
watchPaths('link', 1);
watchPaths('copyFile', 1);
watchPaths('rm', 0);
watchPaths('writeFile', 0);
watchOpenFiles();
watchDatabases();
syncBuiltinESMExports();
