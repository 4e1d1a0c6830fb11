import type { BrowserWindow, MenuItemConstructorOptions } from 'electron';
import { beforeEach, expect, test, vi } from 'vitest';
import type { MenuEntry } from '../../src/host/door/desktop-bridge.ts';
import { attachApplicationMenu, menuTemplate } from '../../src/main/application-menu.ts';
import { CHANNELS } from '../../src/main/channels.ts';
import { deliver, FakeWindow, fakeElectron } from './fake-electron.ts';

vi.mock('electron', async () => (await import('./fake-electron.ts')).fakeElectron);
beforeEach(() => {
  vi.mocked(fakeElectron.Menu.setApplicationMenu).mockClear();
});

const entry = (id: string, rest: Partial<MenuEntry> = {}): MenuEntry => ({
  id,
  label: id,
  category: 'File',
  group: 1,
  isEnabled: true,
  ...rest,
});
const labelsOf = (items: MenuItemConstructorOptions[]) =>
  items.map(({ label, role, type }) => label ?? role ?? type);

test('one menu per category, groups in order with a line between them', () => {
  const entries = [
    entry('new', { group: 2 }),
    entry('open', { group: 1 }),
    entry('undo', { category: 'Edit' }),
    entry('save', { group: 2 }),
  ];
  const menus = menuTemplate(entries, () => {}, 'linux');
  expect(labelsOf(menus)).toEqual(['File', 'Edit']);
  expect(labelsOf(menus[0]!.submenu as MenuItemConstructorOptions[])).toEqual([
    'open',
    'separator',
    'new',
    'save',
  ]);
  expect(labelsOf(menuTemplate(entries, () => {}, 'darwin'))).toEqual([
    'appMenu',
    'File',
    'Edit',
    'windowMenu',
  ]);
});

test('an entry shows its keys, its state and tells the page when it is chosen', () => {
  const chosen: string[] = [];
  const entries = [entry('view.minimap', { keys: 'Ctrl+Shift+M', isChecked: true, isEnabled: false })];
  const [menu] = menuTemplate(entries, (id) => chosen.push(id), 'linux');
  const [item] = menu!.submenu as MenuItemConstructorOptions[];
  expect(item).toMatchObject({
    type: 'checkbox',
    checked: true,
    enabled: false,
    accelerator: 'CommandOrControl+Shift+M',
    registerAccelerator: false,
  });
  item!.click!({} as never, undefined, {} as never);
  expect(chosen).toEqual(['view.minimap']);
});

function attached(): FakeWindow {
  const window = new FakeWindow({});
  attachApplicationMenu(window as unknown as BrowserWindow, 'linux');
  return window;
}

test('the page’s list becomes the menu, and a choice goes back to the page', () => {
  const window = attached();
  deliver(CHANNELS.showMenu, window.webContents, 'blockout://app/', [entry('file.save')]);
  const [menus] = vi.mocked(fakeElectron.Menu.setApplicationMenu).mock.calls[0] as unknown as [
    MenuItemConstructorOptions[],
  ];
  const [item] = menus[0]!.submenu as MenuItemConstructorOptions[];
  item!.click!({} as never, undefined, {} as never);
  expect(window.webContents.sent).toEqual([[CHANNELS.command, 'file.save']]);
});

test('another page, or a closed window, changes no menu', () => {
  const window = attached();
  deliver(CHANNELS.showMenu, {}, 'blockout://app/', [entry('x')]);
  deliver(CHANNELS.showMenu, window.webContents, 'https://example.com/', [entry('x')]);
  window.destroy();
  deliver(CHANNELS.showMenu, window.webContents, 'blockout://app/', [entry('x')]);
  expect(fakeElectron.Menu.setApplicationMenu).not.toHaveBeenCalled();
});

test.each([null, 'text', [null], [{ id: 1 }], [{ ...entry('x'), label: 'y'.repeat(201) }]])(
  'a message that is no list of entries makes an empty menu: %j',
  (message) => {
    const window = attached();
    deliver(CHANNELS.showMenu, window.webContents, 'blockout://app/', message);
    expect(fakeElectron.Menu.setApplicationMenu).toHaveBeenCalledWith([]);
  },
);
