import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type Bench, withBench } from './bench.ts';
import { edge, node, workflow } from './graphs.ts';

interface Plan {
  readonly nodes: { readonly cells: { readonly forecast: { prompt?: unknown } | null }[] }[];
  readonly problems: object[];
}

const bench = withBench();

afterEach(() => mend(bench()));

/** Hands the page other answers than the host gives. */
async function falsify<T>({ page }: Bench, path: string, change: (answer: T) => void): Promise<void> {
  await page.route(path, async (route) => {
    const response = await route.fetch();
    const json = (await response.json()) as T;
    change(json);
    await route.fulfill({ response, json });
  });
}

/** Hands it what the host gives from now on. */
const mend = ({ page }: Bench) => page.unrouteAll({ behavior: 'wait' });

const logOf = (home: string) => readFile(join(home, 'logs', 'blockout.log'), 'utf8');

const words = (name: string) =>
  workflow(
    name,
    [node('words', 'prompt', 0, 0, { text: '3DREAL. A harbor at dawn.' }), node('show', 'preview', 300, 0)],
    [edge('words', 'prompt', 'show', 'text')],
  );

test('a preview that breaks is one preview: canvas, edges and other cards go on, and its node can be deleted', async () => {
  const { editor, page, home } = bench();
  await falsify<Plan>(bench(), '**/api/plan', ({ nodes }) => {
    for (const { forecast } of nodes.flatMap(({ cells }) => cells))
      if (forecast?.prompt) forecast.prompt = {};
  });
  await editor.open(words('broken preview'));
  const card = editor.card('Preview');
  await card.getByText('This preview can’t be shown.').waitFor();
  await editor.select('Prompt');
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByText('This preview can’t be shown.').waitFor();
  // Told once, though two previews broke by it.
  await expect.poll(() => logOf(home)).toMatch(/error +editor .*This preview can’t be shown: /);
  expect((await logOf(home)).match(/This preview can’t be shown/g)).toHaveLength(1);

  await inspector.getByRole('button', { name: 'Copy diagnostics' }).click();
  await editor.toast('The diagnostics are on the clipboard.').waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(
    /^Blockout .*This preview can’t be shown/s,
  );

  // It is moved like any other, and keeps its edge.
  const before = (await card.boundingBox())!;
  const { x, y } = (await card.locator('[data-title]').boundingBox())!;
  await editor.drag({ x: x + 20, y: y + 8 }, { x: x + 20, y: y + 68 });
  await expect.poll(async () => (await card.boundingBox())!.y).toBeGreaterThan(before.y + 30);
  expect(await editor.edges()).toEqual(['prompt.prompt>preview.text']);
  // Every plan that comes in draws it anew, and so gives another try.
  const again = card.getByRole('button', { name: 'Try again' });
  const reload = card.getByRole('button', { name: 'Reload the window' });
  await expect
    .poll(async () => {
      if (await again.isVisible()) await again.dispatchEvent('click');
      return reload.isVisible();
    })
    .toBe(true);

  // The next value is drawn by itself.
  await mend(bench());
  await editor.card('Prompt').getByRole('textbox').fill('3DREAL. Dusk.');
  await card.getByText('3DREAL. Dusk.').waitFor();
  await editor.select('Preview');
  await editor.press('Delete');
  await expect.poll(() => editor.nodeCount()).toBe(1);
});

test('a card that breaks, and an inspector, leave the rest; the card is chosen and deleted like any other', async () => {
  const { editor, page } = bench();
  await falsify<Plan>(bench(), '**/api/plan', ({ problems }) => {
    problems.push({ severity: 'warning', code: 'media', nodeId: 'show', message: {}, fix: '' });
  });
  await editor.open(words('broken card'));
  const broken = page.locator('[data-card="show"]');
  await broken.getByText('This card can’t be shown.').waitFor();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByText('The inspector can’t be shown.').waitFor();
  await editor.select('Prompt');
  await inspector.getByText('The inspector can’t be shown.').waitFor({ state: 'detached' });
  await broken.getByRole('heading').click();
  await expect.poll(() => broken.getAttribute('data-selected')).not.toBeNull();
  await editor.press('Delete');
  await broken.waitFor({ state: 'detached' });
  await mend(bench());
  await editor.press('Control+z');
  await broken.getByText('3DREAL. A harbor at dawn.').waitFor();
});

test('a job, a dialog and the viewer that break say so in their place, and the rest goes on', async () => {
  const { editor, page } = bench();
  const job = {
    id: 'odd',
    state: 'failed',
    workflowName: 'Odd',
    endpoint: 'fal-ai/any',
    provider: 'simulator',
  };
  await falsify<{ jobs: object[]; total: number }>(bench(), '**/api/jobs', (answer) => {
    // Without the notes that each has.
    answer.jobs.push({ ...job, createdAtMs: 0, updatedAtMs: 0, finishedAtMs: 0, sentAtMs: 0, problem: null });
    answer.total++;
  });
  await falsify<{ version: unknown }>(bench(), '**/api/door', (door) => {
    door.version = {};
  });
  // As after an update of the program behind an open window.
  await page.route('**/assets/Viewer-*.js', (route) => route.abort());
  await page.reload();
  await editor.isReady();
  await editor.command('History');
  const history = page.getByRole('complementary', { name: 'History' });
  await history.getByText('This job can’t be shown.').waitFor();
  await history.getByLabel('Search history').waitFor();

  await editor.command('About Blockout');
  const dialog = page.getByRole('dialog', { name: 'Something went wrong' });
  await dialog.getByText('This dialog can’t be shown.').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await editor.command('Keyboard shortcuts');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await page.keyboard.press('Escape');

  const drawer = page.getByRole('region', { name: 'Queue and viewer' });
  await drawer.getByRole('button', { name: 'Viewer', exact: true }).click();
  await drawer.getByText('The viewer can’t be shown.').waitFor();
  await drawer.getByRole('button', { name: 'Queue', exact: true }).click();
  await drawer.getByText('Nothing is running.').waitFor();
});
