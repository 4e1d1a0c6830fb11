import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Route } from 'playwright-core';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/built-parts.ts';
import { withProvider } from './bench.ts';
import { shotGraph } from './graphs.ts';

const CLIP = join(ROOT, 'test/media/fixtures/harbor-25f.mp4');
const PLAN = '**/api/plan';

const bench = withProvider();

/** Opens a shot of its own that was never run. */
async function openShot(name: string): Promise<void> {
  const { editor, page } = bench();
  await editor.dropFiles([CLIP], await editor.spot(0.5, 0.9));
  await editor.card('Video input').waitFor();
  const { assets } = (await (await page.request.get('/api/assets')).json()) as { assets: { hash: string }[] };
  await editor.open(shotGraph(assets[0]!.hash, name, { seed: { mode: 'randomize', value: 0 } }));
  await says(/1 job · ≈ \$/);
  await editor.select('Render to real');
}

const says = (words: RegExp) => expect.poll(() => bench().editor.runButton.textContent()).toMatch(words);
const jobCount = async () => {
  const answer = await bench().page.request.get('/api/jobs');
  return ((await answer.json()) as { jobs: unknown[] }).jobs.length;
};
const setFrames = (count: number) =>
  bench().editor.setNumber(bench().page.getByRole('complementary', { name: 'Inspector' }), 'Frames', count);

test('three impatient clicks are one run, and none of them cancels it', async () => {
  const { editor, page } = bench();
  await openShot('impatient');
  const before = await jobCount();
  const box = (await editor.runButton.boundingBox())!;
  await editor.run(() => page.mouse.click(box.x + 30, box.y + 10, { clickCount: 3, delay: 20 }));
  await says(/up to date/);
  expect(await jobCount()).toBe(before + 1);
});

test('while a price is slow to come the old one is gone, and a press then asks before it spends', async () => {
  const { editor, page } = bench();
  await openShot('slow');
  const before = await jobCount();
  const held: Route[] = [];
  await page.route(PLAN, (route) => void held.push(route));
  await setFrames(33);
  await says(/^Run· pricing…$/);
  await editor.runButton.click();
  // The host plans by itself, and what it would cost is told with a button that agrees to it.
  const offer = editor.toast(/The run costs 1 job · ≈ \$0\.\d+ by now instead of no job at all/);
  const agree = offer.getByRole('button', { name: /^Run 1 job for ≈ \$0\.\d+$/ });
  await agree.waitFor();
  expect(await jobCount()).toBe(before);
  await page.unroute(PLAN);
  for (const route of held) await route.continue().catch(() => {});
  await editor.run(() => agree.click());
  await says(/up to date/);
  expect(await jobCount()).toBe(before + 1);
});

test('where no price can be had the button says so and asks again, and sends nothing', async () => {
  const { editor, page } = bench();
  await openShot('unpriced');
  const before = await jobCount();
  await page.route(PLAN, (route) => route.fulfill({ status: 500, json: {} }));
  await setFrames(41);
  await says(/^Run· no price, try again$/);
  expect(await editor.runButton.getAttribute('title')).toMatch(/Click to ask again\.$/);
  await page.unroute(PLAN);
  await editor.runButton.click();
  await says(/1 job · ≈ \$/);
  expect(await jobCount()).toBe(before);
});

test('settings that can’t be read stop spending in the editor until they are set anew', async () => {
  const { page, home } = bench();
  await openShot('unset');
  await writeFile(join(home, 'settings.json'), '{"capPerDayUsd": "5"}');
  await page.evaluate('dispatchEvent(new Event("focus"))');
  const banner = page.getByRole('alert').filter({ hasText: 'the cap per day as "5"' });
  await banner.waitFor();
  await setFrames(49);
  await says(/1 problem/);
  await banner.getByRole('button', { name: 'Set them anew…' }).click();
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByLabel('Cap per day').fill('5');
  await settings.getByRole('button', { name: 'Keep these settings' }).click();
  await banner.waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await says(/1 job · ≈ \$/);
  expect(bench().complaints.filter((words) => !/\/api\/(plan|runs)/.test(words))).toEqual([]);
});
