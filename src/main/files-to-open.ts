import { dirname, isAbsolute, parse, resolve } from 'node:path';
import { type BrowserWindow, type IpcMainEvent, ipcMain } from 'electron';
import { CHANNELS } from './channels.ts';

export interface FilesToOpen {
  /** Hands a workflow file that the system named to the editor: at once, or as soon as it listens. */
  open(path: string): void;
  attach(window: BrowserWindow): void;
}

/** Files that were double-clicked or named on the command line. `grant` lets their folder be read. */
export function createFilesToOpen(grant: (folder: string) => Promise<unknown>): FilesToOpen {
  const waiting: string[] = [];
  let window: BrowserWindow | null = null;
  let isListening = false;

  async function handOver(): Promise<void> {
    while (window && isListening) {
      const path = waiting.shift();
      if (path === undefined) return;
      await grant(dirname(path));
      window.webContents.send(CHANNELS.openFile, path);
    }
  }

  return {
    open(path) {
      waiting.push(path);
      void handOver();
    },
    attach(opened) {
      window = opened;
      isListening = false;
      const onReady = ({ sender }: IpcMainEvent) => {
        if (sender !== opened.webContents) return;
        isListening = true;
        void handOver();
      };
      ipcMain.on(CHANNELS.ready, onReady);
      opened.once('closed', () => {
        ipcMain.off(CHANNELS.ready, onReady);
        if (window === opened) window = null;
      });
    },
  };
}

/** The workflow files among the words of a command line. */
export function workflowsIn(argv: readonly string[], folder: string): string[] {
  return argv
    .slice(1)
    .filter((word) => !word.startsWith('-') && word.toLowerCase().endsWith('.json'))
    .map((word) => (isAbsolute(word) ? word : resolve(folder, word)));
}

/** Where relative paths of the command line start; the root of the disk where that folder is gone. */
export function currentFolder(): string {
  try {
    return process.cwd();
  } catch {
    return parse(process.execPath).root;
  }
}
