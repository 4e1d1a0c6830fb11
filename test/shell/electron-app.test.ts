import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { ensureBuilt, PAGE, ROOT, SHELL } from '../../scripts/built-parts.ts';
import { findElectron } from '../../scripts/electron-program.ts';

const executablePath = findElectron();
if (executablePath === null) {
  console.warn(
    [
      '',
      '########################################################################',
      '#  THE DESKTOP SUITE DID NOT RUN: Electron’s program is not installed. #',
      '#  “npm start” fetches it where the network allows; then test again.   #',
      '########################################################################',
      '',
    ].join('\n'),
  );
}

describe.skipIf(executablePath === null)('the desktop app', () => {
  let home: string;
  let app: ElectronApplication;
  let page: Page;

  async function start(): Promise<void> {
    const args = [ROOT, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
    const env = { ...process.env, BLOCKOUT_HOME: home, FAL_KEY: '' } as Record<string, string>;
    app = await _electron.launch({ executablePath: executablePath!, args, env });
    app.context().setDefaultTimeout(inject('waitLimitMs'));
    page = await app.firstWindow();
    await page.getByRole('application').or(page.getByRole('main')).first().waitFor();
  }
  beforeAll(async () => {
    expect(ensureBuilt(PAGE) && ensureBuilt(SHELL)).toBe(true);
    home = await mkdtemp(join(tmpdir(), 'desktop-'));
    await start();
  });
  afterAll(async () => {
    await app?.close();
    await rm(home, { recursive: true, force: true });
  });

  test('shows the editor under its own scheme', async () => {
    expect(page.url()).toMatch(/^blockout:\/\/app\//);
    expect(await page.title()).toContain('Blockout');
  });

  test('gives the page the bridge and nothing of Node', async () => {
    const seen = await page.evaluate(() => ({
      bridge: Object.keys((globalThis as unknown as { blockoutDesktop: object }).blockoutDesktop).sort(),
      leaks: ['process', 'require', 'module', 'Buffer', 'ipcRenderer'].filter((name) => name in globalThis),
    }));
    expect(seen.bridge).toEqual(['onBeforeClose', 'onCommand', 'onOpenFile', 'showMenu']);
    expect(seen.leaks).toEqual([]);
  });

  test('reaches the host through the scheme, with dialogs', async () => {
    const door = await page.evaluate(async () => (await fetch('/api/door')).json());
    expect(door).toMatchObject({ kind: 'electron', canPickFiles: true });
  });

  test('neither navigates away nor opens windows', async () => {
    await page.evaluate("location.href = 'https://example.com/'; window.open('https://example.com/');");
    expect(page.url()).toMatch(/^blockout:\/\/app\//);
    expect(app.windows()).toHaveLength(1);
  });

  test('builds its menu from the editor’s actions', async () => {
    const labels = () =>
      app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label) ?? []);
    await expect.poll(labels).toEqual(expect.arrayContaining(['File', 'Edit', 'View']));
  });
});
