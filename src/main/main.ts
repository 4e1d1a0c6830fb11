import { join } from 'node:path';
import { app, type BrowserWindow, session } from 'electron';
import { createFrontDoor } from '../host/door/front-door.ts';
import type { Host } from '../host/host.ts';
import { attachApplicationMenu } from './application-menu.ts';
import { createDesktop } from './desktop.ts';
import { declareScheme, serveDoor } from './editor-protocol.ts';
import { openEditorWindow } from './editor-window.ts';
import { createFilesToOpen, currentFolder, workflowsIn } from './files-to-open.ts';
import { openHostOrTell } from './open-host.ts';
import { restrictPermissions } from './permissions.ts';

const BUILT = import.meta.dirname;
const RESOURCES = join(app.getAppPath(), 'resources');

declareScheme();
if (app.requestSingleInstanceLock()) start();
else app.quit();

function start(): void {
  let host: Host | null = null;
  let window: BrowserWindow | null = null;
  const files = createFilesToOpen(async (folder) => host?.grant(folder));

  function open(): void {
    window = openEditorWindow({
      preloadPath: join(BUILT, '../preload/preload.cjs'),
      iconPath: join(RESOURCES, 'icon.png'),
    });
    files.attach(window);
    attachApplicationMenu(window);
    window.once('closed', () => {
      window = null;
    });
  }

  app.on('open-file', (event, path) => {
    event.preventDefault();
    files.open(path);
  });
  app.on('second-instance', (_event, argv, folder) => {
    for (const path of workflowsIn(argv, folder)) files.open(path);
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (!host) return;
    event.preventDefault();
    const closing = host;
    host = null;
    void closing.close().finally(() => app.quit());
  });

  void app.whenReady().then(() => {
    host = openHostOrTell({ desktop: createDesktop(), resourcesFolder: RESOURCES });
    if (!host) return app.quit();
    restrictPermissions(session.defaultSession);
    serveDoor(session.defaultSession, createFrontDoor(host, join(BUILT, '../renderer')));
    for (const path of workflowsIn(process.argv.slice(app.isPackaged ? 0 : 1), currentFolder()))
      files.open(path);
    open();
  });
}
