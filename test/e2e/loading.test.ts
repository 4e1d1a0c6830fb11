import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/built-parts.ts';
import { withBench } from './bench.ts';
import { workflow } from './graphs.ts';

const FOLDER = join(ROOT, 'dist/renderer');
/** Initial JavaScript that the editor may need before it takes input. */
const MOST_BYTES = 300_000;
const bench = withBench();

/** Scripts that a page or a script needs at once, not those that it fetches when they are asked for. */
function neededAtOnce(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  const text = readFileSync(join(FOLDER, file), 'utf8');
  const names = file.endsWith('.html')
    ? [...text.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+\.js)"/g)].map((match) => match[1]!)
    : [...text.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([^"']+\.js)["']/g)].map(
        (match) => `assets/${match[1]}`,
      );
  for (const name of names) neededAtOnce(name, found);
  return found;
}

test('the first screen needs less than 300 kB of JavaScript', () => {
  const scripts = [...neededAtOnce('index.html')].filter((name) => name.endsWith('.js'));
  const sizes = scripts.map((name) => gzipSync(readFileSync(join(FOLDER, name)), { level: 9 }).length);
  expect(scripts.length).toBeGreaterThan(0);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_BYTES);
});

test('nothing but the host is asked, and settings, viewer and layout are fetched only when they are needed', async () => {
  const { page, editor, served } = bench();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.reload();
  await editor.isReady();
  expect(asked.length).toBeGreaterThan(3);
  expect(asked.filter((url) => !url.startsWith(served.origin) && !/^(data|blob):/.test(url))).toEqual([]);
  expect(asked.filter((url) => /assets\/(Viewer|Settings|elk)/i.test(url))).toEqual([]);
  await editor.press('Control+,');
  await page.getByRole('dialog', { name: 'Settings' }).waitFor();
  expect(asked.some((url) => /assets\/Settings/.test(url))).toBe(true);
  expect(bench().complaints).toEqual([]);
});

test('messages that come before what shows them is loaded are shown in their order as soon as it is', async () => {
  const { page, editor, home } = bench();
  const later = Promise.withResolvers<void>();
  const first = [...neededAtOnce('index.html')];
  await page.route('**/assets/*.js', async (route) => {
    if (!first.some((name) => route.request().url().endsWith(name))) await later.promise;
    await route.continue();
  });
  await page.reload();
  await editor.isReady();
  const files = {
    'shots.zip': 'PK',
    'scene.obj': 'v 0 0 0',
    'last.json': JSON.stringify(workflow('last', [], [])),
  };
  const paths = Object.keys(files).map((name) => join(home, name));
  await Promise.all(Object.values(files).map((text, place) => writeFile(paths[place]!, text)));
  await editor.dropFiles(paths, await editor.spot(0.5, 0.5));
  await page.getByRole('tab', { name: 'last', selected: true }).waitFor();
  const region = page.getByRole('region', { name: /^Messages/ });
  expect(await region.count()).toBe(0);
  later.resolve();
  await expect.poll(() => editor.toast(/./).count()).toBe(2);
  // The newest is drawn first.
  expect(await editor.toast(/./).allTextContents()).toEqual([
    expect.stringContaining('scene.obj'),
    expect.stringContaining('shots.zip'),
  ]);
  expect(await region.getAttribute('aria-live')).toBe('polite');
  await page.unrouteAll({ behavior: 'wait' });
});
