import { existsSync } from 'node:fs';
import { copyFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Problem } from '../../engine/problem.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { writeAtomic } from '../../files/write-atomic.ts';
import {
  type MoneyField,
  type Settings,
  type SettingsPatch,
  settingsSchema,
} from '../../settings/settings-schema.ts';
import { tryProcessLock } from '../store/process-lock.ts';
import { readSettingsFile, type SettingsFile, settingsOf, stampOf } from './read-settings.ts';
import { busyTrouble, moneyTrouble, writeTrouble } from './settings-words.ts';

export type SettingsChange =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problem: Problem };

/** The settings of a home, shared by every host on it. */
export interface SettingsStore {
  /** As they are on disk now, also where another host has written them. */
  get(): Settings;
  /** Why nothing may be spent by what lies on disk, or null. Never answered with a more generous guess. */
  trouble(): Problem | null;
  /**
   * Changes some settings, beside what others have changed: they are read again and written under a lock. A change that
   * depends on what is there is given as a function. Damaged settings about money stay as they are, and go on stopping
   * all spending, until they are set anew. Throws where a value is not allowed.
   */
  update(change: SettingsPatch | ((current: Settings) => SettingsPatch)): Promise<SettingsChange>;
}

/** Without a price for Oxen nothing is sent there, so that it need not be asked for. */
const ASKED_ANEW: readonly MoneyField[] = ['provider', 'capPerRunUsd', 'capPerDayUsd'];

/** How long a change waits for another host that writes, and how often it looks. */
const LOCK_TIMEOUT_MS = 5_000;
const LOCK_PAUSE_MS = 20;

/** Opens the settings at `path`; nothing needs to be there yet. */
export function openSettings(path: string): SettingsStore {
  let file = readSettingsFile(path);
  let current = settingsOf(file.stored ?? {});
  let turn: Promise<unknown> = Promise.resolve();

  function take(found: SettingsFile): void {
    file = found;
    // What can't be read or has gone leaves what was known before: it is at least what the user once chose.
    if (!found.stored) return;
    const known = found.damaged.map((name) => [name, current[name]]);
    current = { ...settingsOf(found.stored), ...Object.fromEntries(known) };
  }

  function look(): void {
    if (stampOf(path) !== file.stamp) take(readSettingsFile(path));
  }

  /** Of a file that can't be read nothing is known, so all that is about money has to be said anew. */
  function isEnough(patch: SettingsPatch): boolean {
    return file.trouble === null || ASKED_ANEW.every((name) => patch[name] !== undefined);
  }

  async function write(change: Parameters<SettingsStore['update']>[0]): Promise<SettingsChange> {
    take(readSettingsFile(path));
    const patch = allowed(typeof change === 'function' ? change(current) : change);
    if (!isEnough(patch)) return { ok: false, problem: moneyTrouble(path, file)! };
    const next = { ...current, ...file.stored, ...patch };
    if (file.trouble !== null) await putAside(path);
    await writeAtomic(path, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 });
    take(readSettingsFile(path));
    return { ok: true, settings: current };
  }

  async function locked(work: () => Promise<SettingsChange>): Promise<SettingsChange> {
    await makeFolder(dirname(path));
    const until = performance.now() + LOCK_TIMEOUT_MS;
    for (;;) {
      const lock = tryProcessLock(`${path}.lock`);
      if (lock) return work().finally(() => lock.release());
      if (performance.now() > until) return { ok: false, problem: busyTrouble() };
      await pause(LOCK_PAUSE_MS);
    }
  }

  return {
    get() {
      look();
      return current;
    },
    trouble() {
      look();
      return moneyTrouble(path, file);
    },
    update(change) {
      const done = turn.then(() => locked(() => write(change)));
      const answered = done.catch((error: unknown): SettingsChange => {
        if ((error as NodeJS.ErrnoException).code === undefined) throw error;
        return { ok: false, problem: writeTrouble(path, error) };
      });
      turn = answered.catch(() => {});
      return answered;
    },
  };
}

/** A patch whose every value is allowed. Throws for others: callers check what people enter. */
function allowed(patch: SettingsPatch): SettingsPatch {
  const values = Object.entries(patch).filter(([, value]) => value !== undefined);
  const shape = settingsSchema.shape as Readonly<Record<string, { parse(value: unknown): unknown }>>;
  return Object.fromEntries(values.map(([name, value]) => [name, shape[name]!.parse(value)]));
}

/** Keeps what can't be read under another name. A file stays in its place until it is replaced: without one the defaults hold. */
async function putAside(path: string): Promise<void> {
  const aside = freeName(`${path}.broken`);
  await copyFile(path, aside).catch(() => rename(path, aside));
}

/** A name like this one that nothing has yet. */
function freeName(path: string): string {
  let name = path;
  for (let count = 2; existsSync(name); count++) name = `${path}-${count}`;
  return name;
}
