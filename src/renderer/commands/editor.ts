import { hostClient } from '../host/host-client.ts';
import { dialogStore } from '../state/dialog-store.ts';
import { documentStore } from '../state/document-store.ts';
import { hostStore } from '../state/host-store.ts';
import { runStore } from '../state/run-store.ts';
import { settingsStore } from '../state/settings-store.ts';
import { viewStore } from '../state/view-store.ts';

/** Everything a command may read and change. */
export const editor = {
  documents: documentStore,
  views: viewStore,
  runs: runStore,
  settings: settingsStore,
  host: hostStore,
  dialogs: dialogStore,
  client: hostClient,
} as const;

export type Editor = typeof editor;
