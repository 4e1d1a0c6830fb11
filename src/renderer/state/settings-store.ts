import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ProviderId } from '../../fal/provider.ts';

/** What the user chose, as the host keeps it. The host's answer is written over these defaults at start. */
export interface SettingsState {
  readonly provider: 'auto' | ProviderId;
  readonly oxenMode: 'queue' | 'sync';
  /** Dollars for a second of video where Oxen's price list does not tell. */
  readonly oxenUsdPerSecond: number | null;
  readonly theme: 'system' | 'dark' | 'light';
  readonly keymap: 'comfyui' | 'blender';
  /** Shortcuts by command id, over those of the preset; an empty list takes a command's keys away. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  readonly capPerRunUsd: number | null;
  readonly capPerDayUsd: number | null;
  readonly outputFolder: string | null;
  /** Sizes and states of panels by name. */
  readonly panels: Readonly<Record<string, number | boolean | string>>;
  /** Hints that were dismissed. */
  readonly hints: readonly string[];
}

export type SettingsStore = StoreApi<SettingsState>;

export const DEFAULT_SETTINGS: SettingsState = {
  provider: 'auto',
  oxenMode: 'queue',
  oxenUsdPerSecond: null,
  theme: 'system',
  keymap: 'comfyui',
  keys: {},
  capPerRunUsd: 10,
  capPerDayUsd: 50,
  outputFolder: null,
  panels: {},
  hints: [],
};

export function createSettingsStore(): SettingsStore {
  return createStore<SettingsState>(() => DEFAULT_SETTINGS);
}

export const settingsStore: SettingsStore = createSettingsStore();
