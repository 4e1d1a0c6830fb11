import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { vi } from 'vitest';

type WindowOptions = Electron.BrowserWindowConstructorOptions;

/** The part of a page's contents that the shell uses. */
export class FakeContents extends EventEmitter {
  readonly sent: [string, ...unknown[]][] = [];
  opener: Parameters<Electron.WebContents['setWindowOpenHandler']>[0] | null = null;
  hasCrashed = false;

  send(channel: string, ...args: unknown[]): void {
    this.sent.push([channel, ...args]);
  }
  setWindowOpenHandler(handler: NonNullable<FakeContents['opener']>): void {
    this.opener = handler;
  }
  isCrashed(): boolean {
    return this.hasCrashed;
  }
}

/** A window that only remembers what was asked of it. */
export class FakeWindow extends EventEmitter {
  static opened: FakeWindow[] = [];
  readonly webContents = new FakeContents();
  readonly options: WindowOptions;
  readonly loaded: string[] = [];
  isShown = false;
  #isDestroyed = false;

  constructor(options: WindowOptions) {
    super();
    this.options = options;
    FakeWindow.opened.push(this);
  }
  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
  }
  show(): void {
    this.isShown = true;
  }
  destroy(): void {
    this.#isDestroyed = true;
    this.emit('closed');
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
  /** What the system does when the user closes the window. */
  close(): void {
    const event = { isPrevented: false, preventDefault: () => {} };
    event.preventDefault = () => {
      event.isPrevented = true;
    };
    this.emit('close', event);
    if (!event.isPrevented) this.destroy();
  }
}

/** Stands in for the module `electron`; `satisfies` keeps it in step with Electron's own types. */
export const fakeElectron = {
  BrowserWindow: FakeWindow as unknown as typeof Electron.BrowserWindow,
  ipcMain: new EventEmitter() as unknown as Electron.IpcMain,
  ipcRenderer: Object.assign(new EventEmitter(), { send: vi.fn() }) as unknown as Electron.IpcRenderer,
  contextBridge: { exposeInMainWorld: vi.fn() } as unknown as Electron.ContextBridge,
  Menu: {
    setApplicationMenu: vi.fn(),
    buildFromTemplate: vi.fn((template) => template),
  } as unknown as typeof Electron.Menu,
  dialog: {
    showOpenDialog: vi.fn(),
    showSaveDialog: vi.fn(),
    showErrorBox: vi.fn(),
  } as unknown as Electron.Dialog,
  safeStorage: {
    isEncryptionAvailable: vi.fn(() => true),
    getSelectedStorageBackend: vi.fn(() => 'gnome_libsecret'),
    encryptString: vi.fn((text: string) => Buffer.from(text, 'utf8').reverse()),
    decryptString: vi.fn((bytes: Buffer) => Buffer.from(bytes).reverse().toString('utf8')),
  } as unknown as Electron.SafeStorage,
  shell: { showItemInFolder: vi.fn() } as unknown as Electron.Shell,
  protocol: { registerSchemesAsPrivileged: vi.fn() } as unknown as Electron.Protocol,
} satisfies Partial<typeof Electron>;

/** Delivers a message of a page to the shell, as if `sender` had sent it. */
export function deliver(channel: string, sender: unknown, senderUrl: string, ...args: unknown[]): void {
  const event = { sender, senderFrame: { url: senderUrl } };
  (fakeElectron.ipcMain as unknown as EventEmitter).emit(channel, event, ...args);
}
