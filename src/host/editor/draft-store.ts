import { copyFile, link, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomic } from '../../files/write-atomic.ts';
import type { Clock } from '../clock.ts';
import { type Draft, type DraftBody, draftIdSchema, draftSchema, summaryOf } from './draft.ts';
import { readJsonFile } from './read-json-file.ts';
import { versionsToDrop } from './thin-versions.ts';

export interface DraftVersion {
  readonly versionId: string;
  readonly savedAtMs: number;
  readonly name: string;
  readonly nodeCount: number;
}

/** What is open in editors, kept at every edit, with earlier versions of it. */
export interface DraftStore {
  get(id: string): Promise<Draft | null>;
  put(id: string, body: DraftBody): Promise<{ readonly savedAtMs: number }>;
  /** The tab was closed: the draft is offered no more, its versions stay for a while. */
  close(id: string): Promise<void>;
  /** Ids of drafts that were not closed. */
  openIds(): Promise<string[]>;
  versionCount(id: string): Promise<number>;
  /** The newest first. */
  versions(id: string): Promise<DraftVersion[]>;
  version(id: string, versionId: string): Promise<Draft | null>;
  /** Removes drafts that were closed long ago. */
  sweep(): Promise<void>;
}

const CLOSED_KEPT_MS = 30 * 24 * 3_600_000;

/** Drafts under `home/drafts`: one folder each, with `draft.json` and `versions/<time>.json`. */
export function openDraftStore(home: string, clock: Clock, slot: number): DraftStore {
  const root = join(home, 'drafts');
  const folderOf = (id: string) => join(root, draftIdSchema.parse(id));
  const currentOf = (id: string) => join(folderOf(id), 'draft.json');
  const versionsOf = (id: string) => join(folderOf(id), 'versions');
  const closedMark = (id: string) => join(folderOf(id), 'closed');
  const queues = new Map<string, Promise<unknown>>();
  let lastSavedAtMs = 0;

  /** Saves of one draft wait for each other, so that the last one wins. */
  function inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    const turn = (queues.get(id) ?? Promise.resolve()).then(work, work);
    queues.set(id, turn);
    const forget = () => {
      if (queues.get(id) === turn) queues.delete(id);
    };
    turn.then(forget, forget);
    return turn;
  }

  const isClosed = async (id: string) => (await stat(closedMark(id)).catch(() => null)) !== null;

  async function timesOf(id: string): Promise<number[]> {
    const names = await readdir(versionsOf(id)).catch(() => []);
    const times = names.map((name) => Number(/^(\d+)\.json$/.exec(name)?.[1] ?? Number.NaN));
    return times.filter((time) => !Number.isNaN(time)).sort((a, b) => b - a);
  }

  async function keepVersion(id: string, savedAtMs: number): Promise<void> {
    await mkdir(versionsOf(id), { recursive: true });
    const target = join(versionsOf(id), `${savedAtMs}.json`);
    // The current draft is replaced, never rewritten, so a version may share its file.
    await link(currentOf(id), target).catch(() => copyFile(currentOf(id), target));
    const old = versionsToDrop(await timesOf(id), clock.now());
    await Promise.all(old.map((time) => rm(join(versionsOf(id), `${time}.json`), { force: true })));
  }

  async function save(id: string, body: DraftBody): Promise<{ savedAtMs: number }> {
    const former = await readJsonFile(currentOf(id), draftSchema);
    // Two saves in one millisecond would share a version's name.
    const savedAtMs = Math.max(clock.now(), lastSavedAtMs + 1);
    lastSavedAtMs = savedAtMs;
    const draft: Draft = { ...body, savedAtMs, slot };
    await writeAtomic(currentOf(id), JSON.stringify(draft), { mode: 0o600 });
    await rm(closedMark(id), { force: true });
    const isNew = JSON.stringify(former?.document) !== JSON.stringify(body.document);
    if (isNew) await keepVersion(id, savedAtMs);
    return { savedAtMs };
  }

  return {
    get: (id) => readJsonFile(currentOf(id), draftSchema),
    put: (id, body) => inTurn(id, () => save(id, body)),
    close: (id) =>
      inTurn(id, async () => {
        if (await stat(folderOf(id)).catch(() => null)) await writeFile(closedMark(id), '');
      }),
    async openIds() {
      const ids = (await readdir(root).catch(() => [])).filter((id) => draftIdSchema.safeParse(id).success);
      const closed = await Promise.all(ids.map(isClosed));
      return ids.filter((_, place) => !closed[place]);
    },
    versionCount: async (id) => (await timesOf(id)).length,
    async versions(id) {
      const found = await Promise.all(
        (await timesOf(id)).map(async (time) => {
          const draft = await readJsonFile(join(versionsOf(id), `${time}.json`), draftSchema);
          return draft && { versionId: String(time), savedAtMs: time, ...summaryOf(draft.document) };
        }),
      );
      return found.filter((version) => version !== null);
    },
    version: async (id, versionId) =>
      /^\d+$/.test(versionId) ? readJsonFile(join(versionsOf(id), `${versionId}.json`), draftSchema) : null,
    async sweep() {
      for (const id of await readdir(root).catch(() => [])) {
        if (!draftIdSchema.safeParse(id).success) continue;
        const mark = await stat(closedMark(id)).catch(() => null);
        if (mark && clock.now() - mark.mtimeMs > CLOSED_KEPT_MS) {
          await rm(folderOf(id), { recursive: true, force: true });
        }
      }
    },
  };
}
