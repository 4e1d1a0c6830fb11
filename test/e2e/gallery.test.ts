import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { ROOT } from '../../scripts/built-parts.ts';
import { type ServedGallery, serveBuiltGallery } from '../../scripts/gallery-server.ts';
import { seriousFindings } from './serious-findings.ts';
import { sharedBrowser } from './shared.ts';

let folder: string;
let gallery: ServedGallery;
let browser: Browser;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gallery-'));
  gallery = await serveBuiltGallery(folder);
  browser = await chromium.connect(await sharedBrowser());
});
afterAll(async () => {
  await browser?.close();
  await gallery?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Entries of the page that have a part of the editor outside of their box, or no part at all. */
const MISFITS = `[...document.querySelectorAll('[data-entry]')].flatMap((entry) => {
  const box = entry.getBoundingClientRect();
  const isClipped = (element) => {
    for (let at = element.parentElement; at !== entry; at = at.parentElement)
      if (getComputedStyle(at).overflow !== 'visible') return true;
    return false;
  };
  // A port sits on the edge of its card, and what is there for screen readers alone is seen nowhere.
  const isFree = (element) => element.closest('.port, .corner') !== null || getComputedStyle(element).clip !== 'auto';
  const parts = [...entry.querySelectorAll('*')].filter((part) => part.getBoundingClientRect().width > 0);
  const out = parts.filter((part) => {
    const { left, top, right, bottom } = part.getBoundingClientRect();
    const isInside = left >= box.left - 1 && top >= box.top - 1 && right <= box.right + 1 && bottom <= box.bottom + 1;
    return !isInside && !isFree(part) && !isClipped(part);
  });
  const name = entry.dataset.entry;
  return parts.length === 0 ? [name + ': nothing'] : out.map((part) => name + ': ' + part.outerHTML.slice(0, 120));
})`;

/** What a run leaves out is dimmed. */
const DIMMED = '[data-mode]';
const THEMES = ['dark', 'light'] as const;

describe.each([
  { part: 'parts', last: '[data-entry="broken card"] section' },
  { part: 'empty', last: 'text=All 4 templates' },
])('the gallery of $part', ({ part, last }) => {
  let page: Page;
  const errors: string[] = [];
  beforeAll(async () => {
    page = await browser.newPage({ viewport: { width: 1300, height: 900 }, reducedMotion: 'reduce' });
    page.setDefaultTimeout(inject('waitLimitMs'));
    page.on('pageerror', ({ message }) => errors.push(message));
    await page.goto(`${gallery.origin}/?part=${part}`);
    await page.locator(last).waitFor();
  });
  afterAll(() => page?.close());

  test('is drawn without an error, but for what is broken on purpose', async () => {
    const broken = await page.evaluate<string[]>(
      `[...document.querySelectorAll('[data-entry]:has([role="alert"])')].map(({ dataset }) => dataset.entry)`,
    );
    expect(broken.filter((name) => !/^(broken|banner)/.test(name))).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('shows every part within the room that it has', async () => {
    expect(await page.evaluate(MISFITS)).toEqual([]);
  });

  test.each(THEMES)('has no serious finding in the %s theme, contrast among them', async (theme) => {
    await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
    // To be looked at.
    const path = join(ROOT, 'test-results', `gallery-${part}-${theme}.png`);
    await page.screenshot({ path, fullPage: true });
    expect(await seriousFindings(page, { theme, except: [DIMMED] })).toEqual([]);
  });
});
