import type { EventEmitter } from 'node:events';
import type { BrowserWindow, Session } from 'electron';
import { expect, test, vi } from 'vitest';
import type { DesktopBridge } from '../../src/host/door/desktop-bridge.ts';
import { CHANNELS } from '../../src/main/channels.ts';
import { createDesktop } from '../../src/main/desktop.ts';
import { declareScheme, serveDoor } from '../../src/main/editor-protocol.ts';
import { createFilesToOpen, workflowsIn } from '../../src/main/files-to-open.ts';
import { restrictPermissions } from '../../src/main/permissions.ts';
import { deliver, FakeWindow, fakeElectron } from './fake-electron.ts';

vi.mock('electron', async () => (await import('./fake-electron.ts')).fakeElectron);

test('the scheme is declared as a secure origin with streams', () => {
  declareScheme();
  expect(fakeElectron.protocol.registerSchemesAsPrivileged).toHaveBeenCalledWith([
    {
      scheme: 'blockout',
      privileges: expect.objectContaining({ standard: true, secure: true, stream: true }),
    },
  ]);
});

test('only the editor’s own address reaches the host', async () => {
  const asked: string[] = [];
  const handle = vi.fn();
  serveDoor({ protocol: { handle } } as unknown as Session, {
    fetch: async (request) => {
      asked.push(request.url);
      return new Response('fine');
    },
  });
  const [scheme, answer] = handle.mock.calls[0] as [string, (request: Request) => Promise<Response>];
  expect(scheme).toBe('blockout');
  const ask = (url: string) => answer({ url } as Request);
  expect((await ask('blockout://app/api/nodes')).status).toBe(200);
  expect((await ask('blockout://elsewhere/api/nodes')).status).toBe(404);
  expect(asked).toEqual(['blockout://app/api/nodes']);
});

test('permissions are denied but for notifications, the clipboard and full screen, and to others always', () => {
  const session = {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
  };
  restrictPermissions(session as unknown as Session);
  const [request] = session.setPermissionRequestHandler.mock.calls[0]!;
  const [check] = session.setPermissionCheckHandler.mock.calls[0]!;
  const isGranted = (permission: string, url: string) => {
    const answers: boolean[] = [];
    request({ getURL: () => url }, permission, (answer: boolean) => answers.push(answer));
    expect(check(null, permission, url)).toBe(answers[0]);
    return answers[0];
  };
  for (const permission of ['notifications', 'clipboard-sanitized-write', 'fullscreen']) {
    expect(isGranted(permission, 'blockout://app/')).toBe(true);
    expect(isGranted(permission, 'https://example.com/')).toBe(false);
  }
  for (const permission of ['media', 'geolocation', 'openExternal', 'serial', 'usb', 'midi']) {
    expect(isGranted(permission, 'blockout://app/')).toBe(false);
  }
  expect(session.setDevicePermissionHandler.mock.calls[0]![0]()).toBe(false);
});

test('keys are sealed only where the system really encrypts', () => {
  const { safeStorage } = createDesktop();
  expect(safeStorage.isAvailable()).toBe(true);
  expect(safeStorage.decrypt(safeStorage.encrypt('a:b'))).toBe('a:b');
  vi.mocked(fakeElectron.safeStorage.getSelectedStorageBackend).mockReturnValue('basic_text');
  expect(safeStorage.isAvailable()).toBe(process.platform !== 'linux');
  vi.mocked(fakeElectron.safeStorage.isEncryptionAvailable).mockReturnValue(false);
  expect(safeStorage.isAvailable()).toBe(false);
});

test('dialogs answer with the chosen path, or null where the user cancelled', async () => {
  const { dialogs } = createDesktop();
  const open = vi.mocked(fakeElectron.dialog.showOpenDialog);
  open.mockResolvedValueOnce({ canceled: false, filePaths: ['/shots/a.json'] });
  expect(await dialogs!.open('workflow')).toBe('/shots/a.json');
  open.mockResolvedValueOnce({ canceled: true, filePaths: [] });
  expect(await dialogs!.open('folder')).toBeNull();
  expect(open).toHaveBeenLastCalledWith({ properties: ['openDirectory', 'createDirectory'] });
  open.mockResolvedValueOnce({ canceled: false, filePaths: ['/render/f_0001.exr'] });
  expect(await dialogs!.open('frame')).toBe('/render/f_0001.exr');
  const save = vi.mocked(fakeElectron.dialog.showSaveDialog);
  save.mockResolvedValueOnce({ canceled: false, filePath: '/shots/b.json' });
  expect(await dialogs!.save('b')).toBe('/shots/b.json');
  expect(save).toHaveBeenLastCalledWith(expect.objectContaining({ defaultPath: 'b.json' }));
});

test('a file that the system opens waits for the editor, with its folder granted first', async () => {
  const order: string[] = [];
  const files = createFilesToOpen(async (folder) => void order.push(`grant ${folder}`));
  const window = new FakeWindow({});
  files.open('/shots/a.json');
  files.attach(window as unknown as BrowserWindow);
  expect(window.webContents.sent).toEqual([]);
  deliver(CHANNELS.ready, {}, 'https://example.com/');
  expect(order).toEqual([]);
  deliver(CHANNELS.ready, window.webContents, 'blockout://app/');
  await expect.poll(() => window.webContents.sent).toEqual([[CHANNELS.openFile, '/shots/a.json']]);
  files.open('/other/b.json');
  await expect.poll(() => window.webContents.sent).toHaveLength(2);
  expect(order).toEqual(['grant /shots', 'grant /other']);
});

test('workflow files are found among the words of a command line', () => {
  const argv = ['/usr/bin/blockout', '--flag', 'shot.json', '/abs/take.JSON', 'clip.mp4'];
  expect(workflowsIn(argv, '/work')).toEqual(['/work/shot.json', '/abs/take.JSON']);
});

test('the page gets exactly the bridge, and no event object with it', async () => {
  await import('../../src/main/preload.ts');
  const [name, bridge] = vi.mocked(fakeElectron.contextBridge.exposeInMainWorld).mock.calls[0] as [
    string,
    DesktopBridge,
  ];
  expect(name).toBe('blockoutDesktop');
  expect(Object.keys(bridge).sort()).toEqual(['onBeforeClose', 'onCommand', 'onOpenFile', 'showMenu']);
  const heard: unknown[][] = [];
  const stop = bridge.onCommand((...args) => heard.push(args));
  const incoming = fakeElectron.ipcRenderer as unknown as EventEmitter;
  incoming.emit(CHANNELS.command, { sender: 'internals' }, 'file.save');
  stop();
  incoming.emit(CHANNELS.command, { sender: 'internals' }, 'file.open');
  expect(heard).toEqual([['file.save']]);

  bridge.onBeforeClose(() => Promise.reject(new Error('offline')));
  incoming.emit(CHANNELS.beforeClose, {});
  await expect.poll(() => fakeElectron.ipcRenderer.send).toHaveBeenCalledWith(CHANNELS.mayClose);
});
