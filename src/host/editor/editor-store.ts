import type { Registry } from '../../engine/registry.ts';
import type { Clock } from '../clock.ts';
import type { KnownFiles } from '../facts/known-files.ts';
import { type DraftStore, openDraftStore } from './draft-store.ts';
import { createEditorSession, type EditorSession } from './editor-session.ts';
import { openRecentWorkflows, type RecentWorkflows } from './recent-workflows.ts';
import { createTemplates, type Templates } from './templates.ts';

/** What an editor needs beside the workflows themselves. */
export interface EditorStore {
  readonly drafts: DraftStore;
  readonly session: EditorSession;
  readonly recents: RecentWorkflows;
  readonly templates: Templates;
  close(): Promise<void>;
}

export interface EditorStoreContext {
  readonly home: string;
  readonly clock: Clock;
  readonly registry: Registry;
  readonly files: KnownFiles;
  readonly resourcesFolder: string;
  readonly slot: number;
  readonly adopt: (slot: number) => boolean;
}

export function openEditorStore(context: EditorStoreContext): EditorStore {
  const { home, clock, slot } = context;
  const drafts = openDraftStore(home, clock, slot);
  const session = createEditorSession({ ...context, drafts });
  // What can't be removed now is removed at another start.
  drafts.sweep().catch(() => {});
  return {
    drafts,
    session,
    recents: openRecentWorkflows(home, clock),
    templates: createTemplates(context),
    close: session.close,
  };
}
