import { createStore } from 'zustand/vanilla';
import type { Position } from '../../engine/workflow.ts';

/** What a context menu was asked for. */
export type MenuTarget =
  | { readonly kind: 'canvas' }
  | { readonly kind: 'node'; readonly id: string }
  | { readonly kind: 'edge'; readonly id: string }
  | { readonly kind: 'group'; readonly id: string }
  | { readonly kind: 'note'; readonly id: string };

export interface MenuState {
  readonly target: MenuTarget | null;
  /** In px of the window. */
  readonly at: Position;
}

export const menuStore = createStore<MenuState>(() => ({ target: null, at: { x: 0, y: 0 } }));

export function openMenu(target: MenuTarget, at: Position): void {
  menuStore.setState({ target, at });
}

export function closeMenu(): void {
  menuStore.setState({ target: null });
}
