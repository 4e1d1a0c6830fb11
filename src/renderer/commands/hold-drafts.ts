import type { DocumentStore } from '../state/document-store.ts';

/** A window that has just gone lets go of its drafts within this time; after it, they are another window's. */
const LET_GO_MS = 1_000;

/** Which drafts this window writes. */
export interface DraftHolds {
  /** Whether this window has the draft now; false where another window of the same browser has it. */
  take(draftId: string): Promise<boolean>;
}

interface Hold {
  readonly isTaken: Promise<boolean>;
  release(): void;
}

/**
 * Keeps two windows on one host from writing the same draft: each tab's draft is locked for as long as the tab is open.
 * The browser lets go of the locks of a window that is closed, reloaded or killed.
 */
export function holdDrafts(documents: DocumentStore): DraftHolds {
  const holds = new Map<string, Hold>();

  function take(draftId: string): Promise<boolean> {
    const present = holds.get(draftId);
    if (present) return present.isTaken;
    if (!isSecureContext) return Promise.resolve(true);
    const { promise: isReleased, resolve: release } = Promise.withResolvers<void>();
    const { promise: isTaken, resolve: settle } = Promise.withResolvers<boolean>();
    holds.set(draftId, { isTaken, release });
    navigator.locks
      .request(`draft ${draftId}`, { signal: AbortSignal.timeout(LET_GO_MS) }, () => {
        settle(true);
        return isReleased;
      })
      .catch((error: unknown) => {
        holds.delete(draftId);
        // Where nothing can be locked, drafts are kept all the same.
        settle((error as DOMException).name !== 'TimeoutError');
      });
    return isTaken;
  }

  documents.subscribe(({ tabs }, before) => {
    if (tabs === before.tabs) return;
    const open = new Set(tabs.map(({ draftId }) => draftId));
    for (const draftId of open) void take(draftId);
    for (const { draftId } of before.tabs) {
      if (open.has(draftId)) continue;
      holds.get(draftId)?.release();
      holds.delete(draftId);
    }
  });
  return { take };
}
