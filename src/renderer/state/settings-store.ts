import * as z from 'zod/mini';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Settings, settingsSchema } from '../../settings/settings-schema.ts';

/** What the user chose, as the host keeps it. The host's answer is written over the defaults at start. */
export type SettingsState = Omit<Settings, 'grantedFolders'>;

export type SettingsStore = StoreApi<SettingsState>;

export const DEFAULT_SETTINGS: SettingsState = z.omit(settingsSchema, { grantedFolders: true }).parse({});

export function createSettingsStore(): SettingsStore {
  return createStore<SettingsState>(() => DEFAULT_SETTINGS);
}

export const settingsStore: SettingsStore = createSettingsStore();
