import { EventEmitter } from 'node:events';

/**
 * Stands in for `electron` when the built shell runs under plain Node. It opens no window; it lets a test ask the
 * protocol handler that the shell has registered, over this process's own messages.
 */
type Handler = (request: Request) => Promise<Response>;
let handler: Handler | null = null;

class StubWindow extends EventEmitter {
  readonly webContents = Object.assign(new EventEmitter(), {
    send() {},
    setWindowOpenHandler() {},
    isCrashed: () => true,
  });
  readonly options: object;
  constructor(options: object) {
    super();
    this.options = options;
  }
  async loadURL(url: string): Promise<void> {
    process.send!({ loaded: url, options: this.options });
  }
  show() {}
}

export const app = Object.assign(new EventEmitter(), {
  isPackaged: true,
  getAppPath: () => process.env.APP_PATH!,
  requestSingleInstanceLock: () => true,
  whenReady: () => Promise.resolve(),
  quit() {
    let isPrevented = false;
    app.emit('will-quit', {
      preventDefault() {
        isPrevented = true;
      },
    });
    if (!isPrevented) process.disconnect();
  },
});
export const BrowserWindow = StubWindow;
export const ipcMain = new EventEmitter();
export const Menu = { setApplicationMenu() {}, buildFromTemplate: () => ({}) };
export const dialog = {};
export const shell = {};
export const safeStorage = { isEncryptionAvailable: () => false };
export const protocol = { registerSchemesAsPrivileged() {} };
export const session = {
  defaultSession: {
    setPermissionRequestHandler() {},
    setPermissionCheckHandler() {},
    setDevicePermissionHandler() {},
    protocol: {
      handle(_scheme: string, found: Handler) {
        handler = found;
      },
    },
  },
};

interface Asked {
  readonly id: number;
  readonly url: string;
  readonly method?: string;
  readonly base64?: string;
}
process.on('message', async (message: Asked | 'quit') => {
  if (message === 'quit') return app.quit();
  const { id, url, method = 'GET', base64 } = message;
  const body = base64 === undefined ? undefined : Buffer.from(base64, 'base64');
  const response = await handler!(new Request(url, { method, body }));
  const text = await response.text();
  process.send!({
    id,
    status: response.status,
    policy: response.headers.get('content-security-policy'),
    text,
  });
});
