import {
  type BrowserWindow,
  type IpcMainEvent,
  ipcMain,
  Menu,
  type MenuItemConstructorOptions,
} from 'electron';
import type { MenuEntry } from '../host/door/desktop-bridge.ts';
import { CHANNELS } from './channels.ts';
import { menuEntriesOf } from './menu-entries.ts';
import { isOwnAddress } from './origin.ts';

/** Shows the editor's own actions as the application menu, and tells the page which one was chosen. */
export function attachApplicationMenu(window: BrowserWindow, platform = process.platform): void {
  const show = (event: IpcMainEvent, entries: unknown) => {
    if (event.sender !== window.webContents || !isOwnAddress(event.senderFrame?.url ?? '')) return;
    const choose = (id: string) => window.webContents.send(CHANNELS.command, id);
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(menuEntriesOf(entries), choose, platform)));
  };
  ipcMain.on(CHANNELS.showMenu, show);
  window.once('closed', () => ipcMain.off(CHANNELS.showMenu, show));
}

/** One menu per category in the order in which they come, groups parted by a line. */
export function menuTemplate(
  entries: readonly MenuEntry[],
  choose: (id: string) => void,
  platform: NodeJS.Platform,
): MenuItemConstructorOptions[] {
  const byCategory = Map.groupBy(entries, ({ category }) => category);
  const menus = [...byCategory].map(([category, found]) => ({
    label: category,
    submenu: submenuOf(found, choose),
  }));
  // macOS keeps the first menu for the application itself.
  return platform === 'darwin' ? [{ role: 'appMenu' }, ...menus, { role: 'windowMenu' }] : menus;
}

function submenuOf(
  entries: readonly MenuEntry[],
  choose: (id: string) => void,
): MenuItemConstructorOptions[] {
  const groups = [...Map.groupBy(entries, ({ group }) => group)].sort(([a], [b]) => a - b);
  return groups.flatMap(([, found], place) => [
    ...(place === 0 ? [] : [{ type: 'separator' } as const]),
    ...found.map((entry) => itemOf(entry, choose)),
  ]);
}

function itemOf(
  { id, label, keys, isEnabled, isChecked }: MenuEntry,
  choose: (id: string) => void,
): MenuItemConstructorOptions {
  return {
    id,
    label,
    enabled: isEnabled,
    ...(isChecked !== undefined && { type: 'checkbox', checked: isChecked }),
    ...(keys !== undefined && { accelerator: acceleratorOf(keys) }),
    // The page handles the keys itself, since it alone knows whether a text field has them.
    registerAccelerator: false,
    click: () => choose(id),
  };
}

/** The editor's way of writing keys in Electron's. */
function acceleratorOf(keys: string): string {
  return keys.replace(/\bCtrl\b/, 'CommandOrControl').replace(/\+\+$/, '+Plus');
}
