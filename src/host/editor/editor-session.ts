import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomic } from '../../files/write-atomic.ts';
import { draftIdSchema, summaryOf } from './draft.ts';
import type { DraftStore } from './draft-store.ts';
import { readJsonFile } from './read-json-file.ts';

const sessionSchema = z.object({
  draftIds: z.array(draftIdSchema).max(1000),
  activeId: z.string().nullable(),
  /** True while the host that wrote it lives, and for ever after it was killed. */
  isOpen: z.boolean(),
});
type StoredSession = z.infer<typeof sessionSchema>;
export const sessionBodySchema = sessionSchema.omit({ isOpen: true });
export type SessionBody = z.infer<typeof sessionBodySchema>;

export interface RestoredTab {
  readonly draftId: string;
  readonly name: string;
  readonly path: string | null;
  readonly isDirty: boolean;
  readonly savedAtMs: number;
  readonly versionCount: number;
}

export interface RestoredSession {
  readonly tabs: readonly RestoredTab[];
  readonly activeId: string | null;
  /** False where the editor before this one was killed. */
  readonly endedClean: boolean;
}

/** Which drafts are open in which order, across restarts. */
export interface EditorSession {
  restore(): Promise<RestoredSession>;
  put(session: SessionBody): Promise<void>;
  close(): Promise<void>;
}

export interface EditorSessionContext {
  readonly home: string;
  readonly drafts: DraftStore;
  readonly slot: number;
  /** Whether this host may take over what a slot left: false while another host lives there. */
  readonly adopt: (slot: number) => boolean;
}

/** Sessions under `home/sessions`, one per slot: two hosts on one home do not take each other's tabs. */
export function createEditorSession({ home, drafts, slot, adopt }: EditorSessionContext): EditorSession {
  const folder = join(home, 'sessions');
  const fileOf = (of: number) => join(folder, `${of}.json`);
  let current: StoredSession | null = null;
  let writing: Promise<void> = Promise.resolve();

  function write(session: StoredSession): Promise<void> {
    current = session;
    const text = JSON.stringify(session);
    writing = writing.catch(() => {}).then(() => writeAtomic(fileOf(slot), text, { mode: 0o600 }));
    return writing;
  }

  /** Takes over the sessions of hosts that are gone. */
  async function begin(): Promise<{ session: StoredSession; endedClean: boolean }> {
    const names = await readdir(folder).catch(() => []);
    const slots = names.map((name) => Number(/^(\d+)\.json$/.exec(name)?.[1] ?? Number.NaN));
    const left = slots.filter((of) => Number.isInteger(of) && adopt(of)).sort((a, b) => a - b);
    const read = await Promise.all(left.map((of) => readJsonFile(fileOf(of), sessionSchema)));
    const found = read.filter((session) => session !== null);
    const session = {
      draftIds: [...new Set(found.flatMap(({ draftIds }) => draftIds))],
      activeId: found[0]?.activeId ?? null,
      isOpen: true,
    };
    await write(session);
    for (const of of left) if (of !== slot) await rm(fileOf(of), { force: true });
    return { session, endedClean: found.every(({ isOpen }) => !isOpen) };
  }

  async function tabOf(draftId: string): Promise<RestoredTab | null> {
    const draft = await drafts.get(draftId);
    if (!draft || !adopt(draft.slot)) return null;
    const { path, isDirty, savedAtMs } = draft;
    const { name } = summaryOf(draft.document);
    return { draftId, name, path, isDirty, savedAtMs, versionCount: await drafts.versionCount(draftId) };
  }

  return {
    async restore() {
      const begun = current ? { session: current, endedClean: true } : await begin();
      const { draftIds, activeId } = begun.session;
      const open = new Set(await drafts.openIds());
      // A draft that was killed before its place among the tabs was written comes last.
      const ordered = new Set([...draftIds.filter((id) => open.has(id)), ...open]);
      const tabs = (await Promise.all([...ordered].map(tabOf))).filter((tab) => tab !== null);
      return {
        tabs,
        activeId: tabs.some(({ draftId }) => draftId === activeId) ? activeId : (tabs[0]?.draftId ?? null),
        endedClean: begun.endedClean,
      };
    },
    put: ({ draftIds, activeId }) => write({ draftIds, activeId, isOpen: true }),
    async close() {
      if (current) await write({ ...current, isOpen: false });
    },
  };
}
