import { existsSync } from 'node:fs';
import { copyFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Problem } from '../../engine/problem.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { writeAtomic } from '../../files/write-atomic.ts';
import {
  flatSettings,
  MONEY_WORDS,
  type OfferedProvider,
  type Settings,
  type SettingsForm,
  type SettingsPatch,
  settingsFormOf,
  settingsOf,
} from '../../settings/settings-schema.ts';
import { tryProcessLock } from '../store/process-lock.ts';
import { readSettingsFile, type SettingsFile, stampOf } from './read-settings.ts';
import { busyTrouble, moneyTrouble, writeTrouble } from './settings-words.ts';

export type SettingsChange =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problem: Problem };

/** The settings of a home, shared by every host on it. */
export interface SettingsStore {
  /** What may be said in them. */
  readonly form: SettingsForm;
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

/** How long a change waits for another host that writes, and how often it looks. */
const LOCK_TIMEOUT_MS = 5_000;
const LOCK_PAUSE_MS = 20;

/** Opens the settings at `path`, where these providers are on offer; nothing needs to be there yet. */
export function openSettings(path: string, providers: readonly OfferedProvider[]): SettingsStore {
  const form = settingsFormOf(providers);
  let file = readSettingsFile(path, form);
  let current = settingsOf(file.stored ?? {}, form);
  let turn: Promise<unknown> = Promise.resolve();

  function take(found: SettingsFile): void {
    file = found;
    // What can't be read or has gone leaves what was known before: it is at least what the user once chose.
    if (!found.stored) return;
    const known = flatSettings(current);
    const kept = Object.fromEntries(found.damaged.map((name) => [name, known[name]]));
    current = settingsOf({ ...found.stored, ...kept }, form);
  }

  function look(): void {
    if (stampOf(path) !== file.stamp) take(readSettingsFile(path, form));
  }

  /** Of a file that can't be read nothing is known, so all that is about money has to be said anew. */
  function isEnough(patch: Readonly<Record<string, unknown>>): boolean {
    return file.trouble === null || Object.keys(MONEY_WORDS).every((name) => patch[name] !== undefined);
  }

  /** Fields to write, every value allowed. Throws for others: callers check what people enter. */
  function allowed(patch: SettingsPatch): Record<string, unknown> {
    const values = Object.entries(flatSettings(patch)).filter(([, value]) => value !== undefined);
    return Object.fromEntries(values.map(([name, value]) => [name, form.fields[name]!.parse(value)]));
  }

  async function write(change: Parameters<SettingsStore['update']>[0]): Promise<SettingsChange> {
    take(readSettingsFile(path, form));
    const patch = allowed(typeof change === 'function' ? change(current) : change);
    if (!isEnough(patch)) return { ok: false, problem: moneyTrouble(path, file, form)! };
    const next = { ...flatSettings(current), ...file.stored, ...patch };
    if (file.trouble !== null) await putAside(path);
    await writeAtomic(path, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 });
    take(readSettingsFile(path, form));
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
    form,
    get() {
      look();
      return current;
    },
    trouble() {
      look();
      return moneyTrouble(path, file, form);
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
