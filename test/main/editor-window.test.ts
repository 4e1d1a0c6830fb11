import { beforeEach, describe, expect, test, vi } from 'vitest';
import { CHANNELS } from '../../src/main/channels.ts';
import { openEditorWindow } from '../../src/main/editor-window.ts';
import { deliver, FakeWindow } from './fake-electron.ts';

vi.mock('electron', async () => (await import('./fake-electron.ts')).fakeElectron);

function open(): FakeWindow {
  openEditorWindow({ preloadPath: '/built/preload.cjs', iconPath: '/icon.png' });
  return FakeWindow.opened.at(-1)!;
}
beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

test('the page is sandboxed, isolated and without Node', () => {
  const { options, loaded } = open();
  expect(options.webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    webviewTag: false,
    preload: '/built/preload.cjs',
  });
  expect(options.webPreferences).not.toHaveProperty('webSecurity');
  expect(loaded).toEqual(['blockout://app/']);
});

test('the window shows itself once there is something to see', () => {
  const window = open();
  expect(window.isShown).toBe(false);
  window.emit('ready-to-show');
  expect(window.isShown).toBe(true);
});

describe('the window stays with the editor', () => {
  const navigate = (channel: string, url: string) => {
    const event = { url, preventDefault: vi.fn() };
    open().webContents.emit(channel, event);
    return event.preventDefault;
  };

  test.each([
    'https://example.com/',
    'file:///etc/passwd',
    'blockout://other/',
    'blockout-app://app/',
    'javascript:alert(1)',
    'data:text/html,x',
    'no address',
  ])('it does not go to %s', (url) => {
    expect(navigate('will-navigate', url)).toHaveBeenCalledOnce();
    expect(navigate('will-frame-navigate', url)).toHaveBeenCalledOnce();
  });

  test('its own pages may reload', () => {
    expect(navigate('will-navigate', 'blockout://app/')).not.toHaveBeenCalled();
  });

  test('no other window and no embedded page opens', () => {
    const { webContents } = open();
    expect(webContents.opener!({ url: 'blockout://app/' } as never)).toEqual({ action: 'deny' });
    const event = { preventDefault: vi.fn() };
    webContents.emit('will-attach-webview', event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
  });
});

describe('closing', () => {
  test('waits until the page has handed over its last edits', () => {
    const window = open();
    window.close();
    expect(window.isDestroyed()).toBe(false);
    expect(window.webContents.sent).toEqual([[CHANNELS.beforeClose]]);
    deliver(CHANNELS.mayClose, window.webContents, 'blockout://app/');
    expect(window.isDestroyed()).toBe(true);
  });

  test('is not decided by another page', () => {
    const [window, other] = [open(), open()];
    window.close();
    deliver(CHANNELS.mayClose, other.webContents, 'blockout://app/');
    expect(window.isDestroyed()).toBe(false);
  });

  test('does not wait for ever for a page that hangs', () => {
    const window = open();
    window.close();
    vi.advanceTimersByTime(1_999);
    expect(window.isDestroyed()).toBe(false);
    vi.advanceTimersByTime(1);
    expect(window.isDestroyed()).toBe(true);
  });

  test('does not wait for a page that has crashed', () => {
    const window = open();
    window.webContents.hasCrashed = true;
    window.close();
    expect(window.isDestroyed()).toBe(true);
  });
});
