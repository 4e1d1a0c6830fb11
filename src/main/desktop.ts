import { dialog, safeStorage, shell } from 'electron';
import type { Desktop } from '../host/desktop.ts';

const FILTERS = {
  workflow: [{ name: 'Blockout workflow', extensions: ['json'] }],
  media: [
    { name: 'Video and images', extensions: ['mp4', 'mov', 'webm', 'mkv', 'png', 'jpg', 'jpeg', 'webp'] },
  ],
  frame: [
    { name: 'Any frame of a sequence', extensions: ['png', 'jpg', 'jpeg', 'exr', 'tif', 'tiff', 'webp'] },
  ],
} as const;

/** What only a desktop shell can do, lent to the host. */
export function createDesktop(): Desktop {
  return {
    safeStorage: {
      // On Linux without a keyring Electron would “encrypt” with a fixed password: as good as plain text.
      isAvailable: () =>
        safeStorage.isEncryptionAvailable() &&
        (process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'),
      encrypt: (text) => safeStorage.encryptString(text),
      decrypt: (bytes) => safeStorage.decryptString(Buffer.from(bytes)),
    },
    dialogs: {
      async open(kind) {
        const { canceled, filePaths } = await dialog.showOpenDialog(
          kind === 'folder'
            ? { properties: ['openDirectory', 'createDirectory'] }
            : {
                properties: ['openFile'],
                filters: FILTERS[kind].map((filter) => ({ ...filter, extensions: [...filter.extensions] })),
              },
        );
        return canceled ? null : (filePaths[0] ?? null);
      },
      async save(suggestedName) {
        const { canceled, filePath } = await dialog.showSaveDialog({
          defaultPath: suggestedName.endsWith('.json') ? suggestedName : `${suggestedName}.json`,
          filters: FILTERS.workflow.map((filter) => ({ ...filter, extensions: [...filter.extensions] })),
        });
        return canceled || !filePath ? null : filePath;
      },
    },
    reveal: (path) => shell.showItemInFolder(path),
  };
}
