import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../scripts/built-parts.ts';
import { withBench } from './bench.ts';
import { shotGraph, smallGraph } from './graphs.ts';
import { seriousFindings } from './serious-findings.ts';

const CLIP = join(ROOT, 'test/media/fixtures/harbor-25f.mp4');

describe.each(['dark', 'light'] as const)('in the %s theme', (theme) => {
  const bench = withBench({ theme });

  const scan = () => seriousFindings(bench().page, { theme });

  test('the empty state has no serious finding', async () => {
    await bench().page.getByRole('region', { name: 'Start here' }).getByRole('heading').waitFor();
    expect(await bench().page.locator('html').getAttribute('data-theme')).toBe(theme);
    expect(await scan()).toEqual([]);
  });

  test('a workflow with problems and an open node has none', async () => {
    const { editor } = bench();
    await editor.open(smallGraph('problems'));
    await editor.select('Render to real');
    await expect.poll(() => editor.runButton.textContent()).toContain('1 problem');
    expect(await scan()).toEqual([]);
  });

  test('a finished run with the viewer has none', async () => {
    const { editor, page } = bench();
    await editor.dropFiles([CLIP], await editor.spot(0.5, 0.9));
    await editor.card('Video input').waitFor();
    const { assets } = (await (await page.request.get('/api/assets')).json()) as {
      assets: { hash: string }[];
    };
    await editor.open(shotGraph(assets[0]!.hash, 'finished'));
    await expect.poll(() => editor.runButton.textContent()).toMatch(/1 job/);
    await editor.run();
    await editor.card('Preview').locator('img').first().dblclick();
    await page.getByRole('region', { name: 'Queue and viewer' }).locator('video').waitFor();
    // What is half faded has no contrast.
    await editor.toast('finished is done').waitFor();
    await editor.closeMessages();
    expect(await scan()).toEqual([]);
  });

  test.each([
    ['Settings', 'Control+,'],
    ['Open a workflow', 'Control+o'],
    ['Save as', 'Control+Shift+s'],
    ['Keyboard shortcuts', 'Control+Shift+k'],
  ])('the dialog %s has none', async (name, keys) => {
    const { editor, page } = bench();
    await editor.focusCanvas();
    await editor.press(keys);
    const dialog = page.getByRole('dialog', { name });
    await dialog.waitFor();
    expect(await scan()).toEqual([]);
    await editor.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });
});

describe('without a mouse', () => {
  const bench = withBench();

  test('add, connect, edit and run by keys alone', async () => {
    const { editor, page } = bench();
    const addByKeys = async (query: string, count: number) => {
      await editor.press('Shift+A');
      await page.getByRole('combobox', { name: 'Search for a node' }).waitFor();
      await page.keyboard.type(query);
      await editor.press('Enter');
      await expect.poll(() => editor.nodeCount()).toBe(count);
    };
    await page.locator('body').focus();
    await addByKeys('prompt', 1);
    await addByKeys('preview', 2);

    // The new node has the keys: C offers every edge that could end or begin at it.
    await expect
      .poll(() => page.evaluate<string>('document.activeElement?.dataset.card ?? ""'))
      .toMatch(/preview/);
    await editor.press('c');
    await page.getByRole('combobox', { name: 'Search for a connection' }).waitFor();
    await page.keyboard.type('prompt');
    await editor.press('Enter');
    await expect.poll(() => editor.edges()).toEqual(['prompt.prompt>preview.text']);

    // Tab reaches the prompt's field.
    const focused = () => page.evaluate<string>('document.activeElement?.getAttribute("aria-label") ?? ""');
    await editor.card('Prompt').focus();
    for (let steps = 0; steps < 6 && (await focused()) !== 'Text'; steps++) await editor.press('Tab');
    expect(await focused()).toBe('Text');
    await editor.press('End');
    await page.keyboard.type(' A quiet street.');
    await editor.press('Escape');
    await editor.run(() => editor.press('Control+Enter'));
    await editor.card('Preview').getByRole('img', { name: 'Done' }).waitFor();
    await editor.card('Preview').getByText('A quiet street.').waitFor();
  });

  test('the focus is always visible, from the skip links through the whole window and back', async () => {
    const { page } = bench();
    await page.reload();
    await bench().editor.isReady();
    const seen = new Set<string>();
    for (let steps = 0; steps < 80; steps++) {
      await page.keyboard.press('Tab');
      const focus = await page.evaluate<{ name: string; isVisible: boolean }>(`(() => {
        const element = document.activeElement;
        const box = element.getBoundingClientRect();
        const isMarked = [element, element.parentElement].some((one) => {
          const style = getComputedStyle(one);
          return style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
        });
        const isInView = box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight;
        return {
          name: element === document.body ? 'body' : element.outerHTML.slice(0, 80),
          isVisible: element === document.body || (isMarked && isInView && box.width > 0 && box.height > 0),
        };
      })()`);
      expect(focus).toMatchObject({ isVisible: true });
      if (seen.has(focus.name) && focus.name === 'body') break;
      seen.add(focus.name);
    }
    expect(seen.size).toBeGreaterThan(15);
  });
});
