import { createStore } from 'zustand/vanilla';

/** The dialog on screen; one at a time. */
export type OpenDialog =
  | { readonly kind: 'palette' }
  | { readonly kind: 'cheat-sheet' }
  | { readonly kind: 'settings'; readonly section?: SettingsSection }
  | { readonly kind: 'open-workflow' }
  | { readonly kind: 'save-as'; readonly thenClose?: boolean }
  | { readonly kind: 'versions'; readonly draftId: string }
  | { readonly kind: 'relink' }
  | { readonly kind: 'share' }
  | { readonly kind: 'diagnostics' }
  | { readonly kind: 'about' };

export type SettingsSection = 'provider' | 'spending' | 'output' | 'access' | 'look' | 'keys';

interface DialogState {
  readonly open: OpenDialog | null;
  show(dialog: OpenDialog): void;
  close(): void;
}

export const dialogStore = createStore<DialogState>((set) => ({
  open: null,
  show: (open) => set({ open }),
  close: () => set({ open: null }),
}));
