import { createStore } from 'zustand/vanilla';
import type { Position } from '../../engine/workflow.ts';
import type { Connecting } from './view-store.ts';

/** The search for a node to add, while it is open. */
export interface SearchState {
  /** Where it opens, in px of the window; null when it is closed. */
  readonly at: Position | null;
  /** Where the new node goes, in flow px. */
  readonly place: Position;
  /** The loose edge that the new node is to take. */
  readonly connecting: Pick<Connecting, 'from' | 'kind'> | null;
}

export const searchStore = createStore<SearchState>(() => ({
  at: null,
  place: { x: 0, y: 0 },
  connecting: null,
}));

export function openSearch(
  at: Position,
  place: Position,
  connecting: SearchState['connecting'] = null,
): void {
  searchStore.setState({ at, place, connecting });
}

export function closeSearch(): void {
  searchStore.setState({ at: null, connecting: null });
}
