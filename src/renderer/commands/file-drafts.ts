import { workflowOfJson } from '../../engine/load-document.ts';
import { documentOfWorkflow } from '../../engine/save-document.ts';
import type { Draft } from '../host/host-client.ts';
import { isDirty, type Tab } from '../state/document-store.ts';
import { notifyNote } from '../state/notify.ts';
import { registry } from '../state/registry.ts';
import { sessionStore } from '../state/session-store.ts';
import type { Editor } from './editor.ts';
import { newWorkflow } from './file-open.ts';
import type { DraftHolds } from './hold-drafts.ts';

/** Longest time an edit waits for its draft; a draft too large to outlive the page hardly waits. */
const REST_MS = 300;
const SHORT_REST_MS = 30;
/** Browsers let only small requests outlive the page. */
const MAX_KEEPALIVE_BYTES = 60_000;

/** Keeps drafts until it is stopped. */
export interface DraftKeeper {
  /** Hands over what is not kept yet; resolves once the host has it or has refused it. */
  keepNow(): Promise<void>;
  stop(): void;
}

/** Hands every edit to the host as a draft, shortly after it and when the page goes away. */
export function keepDrafts({ documents, client }: Editor): DraftKeeper {
  const kept = new Map<string, Tab>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let keptOrder = '';
  let restMs = REST_MS;

  async function flush(isLeaving: boolean): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const { tabs, activeId } = documents.getState();
    const keeping: Promise<unknown>[] = [];
    for (const tab of tabs) {
      if (isSame(kept.get(tab.id), tab)) continue;
      kept.set(tab.id, tab);
      keeping.push(keepOne(tab, isLeaving));
    }
    const order = JSON.stringify([tabs.map(({ draftId }) => draftId), activeId]);
    if (order !== keptOrder) {
      keptOrder = order;
      const active = tabs.find(({ id }) => id === activeId);
      const draftIds = tabs.map(({ draftId }) => draftId);
      keeping.push(client.keepSession(draftIds, active?.draftId ?? null, isLeaving));
    }
    await Promise.all(keeping);
  }

  async function keepOne(tab: Tab, isLeaving: boolean): Promise<void> {
    const draft: Draft = {
      document: documentOfWorkflow(tab.versioned.workflow),
      path: tab.path,
      isDirty: isDirty(tab),
      fileVersion: tab.fileVersion,
    };
    const isSmall = JSON.stringify(draft).length < MAX_KEEPALIVE_BYTES;
    if (tab.id === documents.getState().activeId) restMs = isSmall ? REST_MS : SHORT_REST_MS;
    const answer = await client.keepDraft(tab.draftId, draft, isLeaving && isSmall);
    if (answer.ok) {
      const { keptAtMs } = sessionStore.getState();
      sessionStore.setState({
        keptAtMs: { ...keptAtMs, [tab.id]: answer.value.savedAtMs },
        keepTrouble: null,
      });
    } else {
      kept.delete(tab.id);
      sessionStore.setState({ keepTrouble: answer.problem.message });
      timer ??= setTimeout(() => void flush(false), 2_000);
    }
  }

  const stop = documents.subscribe(() => {
    timer ??= setTimeout(() => void flush(false), restMs);
  });
  const leave = () => void flush(true);
  const hide = () => void (document.visibilityState === 'hidden' && flush(true));
  window.addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', hide);
  return {
    keepNow: () => flush(false),
    stop() {
      clearTimeout(timer);
      stop();
      window.removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', hide);
    },
  };
}

/**
 * Brings back the tabs of last time, unsaved ones still unsaved, but for those that another window has open. Always
 * leaves one tab open.
 */
export async function restoreSession(editor: Editor, { take }: DraftHolds): Promise<void> {
  const { documents, client } = editor;
  const answer = await client.session();
  const names: string[] = [];
  const elsewhere: string[] = [];
  let activeTabId: string | null = null;
  const left = answer.ok ? answer.value.tabs : [];
  const isOurs = await Promise.all(left.map(({ draftId }) => take(draftId)));
  for (const [place, { draftId, name }] of left.entries()) {
    if (!isOurs[place]) {
      elsewhere.push(name);
      continue;
    }
    const draft = await client.draft(draftId);
    if (!draft.ok) continue;
    const loaded = workflowOfJson(draft.value.document, registry);
    if (!loaded.ok) continue;
    const { path, fileVersion, isDirty: isUnsaved } = draft.value;
    const id = documents
      .getState()
      .openTab({ workflow: loaded.workflow, path, fileVersion, isSaved: !isUnsaved, draftId });
    if (isUnsaved) names.push(loaded.workflow.name);
    if (answer.ok && answer.value.activeId === draftId) activeTabId = id;
  }
  if (activeTabId) documents.getState().activate(activeTabId);
  if (documents.getState().tabs.length === 0) newWorkflow(editor);
  const wasCrash = answer.ok && !answer.value.endedClean;
  sessionStore.setState({
    isReady: true,
    restored: names.length > 0 && wasCrash ? { names, wasCrash } : null,
  });
  if (elsewhere.length > 0) tellElsewhere(elsewhere);
}

function tellElsewhere(names: readonly string[]): void {
  const what = names.length === 1 ? `“${names[0]}” is` : `${names.length} workflows are`;
  notifyNote(`${what} open in another window.`, {
    description: 'To go on here, close the other window and reload this one.',
  });
}

function isSame(before: Tab | undefined, now: Tab): boolean {
  return (
    before?.versioned.workflow === now.versioned.workflow &&
    before.path === now.path &&
    before.savedWorkflow === now.savedWorkflow
  );
}
