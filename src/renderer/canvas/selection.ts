import { type Selection, viewStore } from '../state/view-store.ts';

/** Whether a press with these keys adds to the selection instead of replacing it. */
export function adds(event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }): boolean {
  return event.shiftKey || event.ctrlKey || event.metaKey;
}

/** Selects one thing alone. */
export function selectOnly(kind: keyof Selection, id: string): void {
  viewStore.getState().select({ [kind]: new Set([id]) });
}

export function clearSelection(): void {
  viewStore.getState().select({});
}
