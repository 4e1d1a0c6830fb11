import { BrowserWindow, ipcMain, type WebContents } from 'electron';
import { CHANNELS } from './channels.ts';
import { isOwnAddress, ORIGIN } from './origin.ts';

/** A page that hangs must not keep its window open for ever. */
const CLOSE_PATIENCE_MS = 2_000;

export interface EditorWindowOptions {
  /** The built, CommonJS preload script. */
  readonly preloadPath: string;
  readonly iconPath: string;
}

/** Opens the editor's window: no Node in the page, no other pages in the window. */
export function openEditorWindow({ preloadPath, iconPath }: EditorWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1600,
    height: 1000,
    minWidth: 960,
    minHeight: 600,
    show: false,
    backgroundColor: '#151619',
    icon: iconPath,
    title: 'Blockout',
    webPreferences: {
      preload: preloadPath,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      spellcheck: false,
      // Dropped pages must open nothing; the editor handles drops itself.
      navigateOnDragDrop: false,
    },
  });
  keepToEditor(window.webContents);
  saveBeforeClose(window);
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${ORIGIN}/`);
  return window;
}

/** Refuses to navigate away, to open windows and to embed other pages. */
export function keepToEditor(contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => {
    if (!isOwnAddress(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!isOwnAddress(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** Lets the page hand over its last edits before the window goes. */
function saveBeforeClose(window: BrowserWindow): void {
  let isAsked = false;
  window.on('close', (event) => {
    if (isAsked || window.webContents.isCrashed()) return;
    isAsked = true;
    event.preventDefault();
    const patience = setTimeout(leave, CLOSE_PATIENCE_MS);
    const onMayClose = (message: Electron.IpcMainEvent) => {
      if (message.sender === window.webContents) leave();
    };
    function leave(): void {
      clearTimeout(patience);
      ipcMain.off(CHANNELS.mayClose, onMayClose);
      if (!window.isDestroyed()) window.destroy();
    }
    ipcMain.on(CHANNELS.mayClose, onMayClose);
    window.webContents.send(CHANNELS.beforeClose);
  });
}
