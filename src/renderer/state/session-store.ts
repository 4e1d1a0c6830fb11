import { createStore } from 'zustand/vanilla';
import type { Door } from '../host/host-client.ts';
import type { Tab } from './document-store.ts';

/** What the window remembers of itself while it is open. */
export interface SessionState {
  readonly door: Door | null;
  /** Whether the tabs of last time are back. */
  readonly isReady: boolean;
  /** When the host last took each tab's draft, by tab id. */
  readonly keptAtMs: Readonly<Record<string, number>>;
  /** When each tab's file was last written from here, by tab id. */
  readonly savedAtMs: Readonly<Record<string, number>>;
  /** Why drafts can't be kept now, or null. */
  readonly keepTrouble: string | null;
  /** Unsaved workflows that came back at start; null once the user has seen it. */
  readonly restored: { readonly names: readonly string[]; readonly wasCrash: boolean } | null;
  /** Closed tabs, the latest last. */
  readonly closed: readonly Tab[];
  /** Files held over the window. */
  readonly isDropping: boolean;
  /** Files on their way into the asset store. */
  readonly uploading: readonly string[];
}

export const sessionStore = createStore<SessionState>(() => ({
  door: null,
  isReady: false,
  keptAtMs: {},
  savedAtMs: {},
  keepTrouble: null,
  restored: null,
  closed: [],
  isDropping: false,
  uploading: [],
}));
