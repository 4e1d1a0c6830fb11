import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../scripts/built-parts.ts';
import { type Bench, withBench, withProvider } from './bench.ts';
import { shotGraph } from './graphs.ts';

const CLIP = join(ROOT, 'test/media/fixtures/harbor-25f.mp4');

/** Stands in for the system's notifications: nobody has been asked yet, and the user will say yes. */
const NOTIFICATIONS = `{
  window.asked = 0;
  window.told = [];
  window.isLookedAway = false;
  Object.defineProperty(document, 'hidden', { get: () => window.isLookedAway });
  window.Notification = class {
    static permission = 'default';
    static async requestPermission() {
      window.asked++;
      return (window.Notification.permission = 'granted');
    }
    constructor(title, { body }) {
      window.told.push(title + ': ' + body);
    }
  };
}`;

async function openShot({ editor, page }: Bench, name: string): Promise<void> {
  await editor.dropFiles([CLIP], await editor.spot(0.5, 0.9));
  await editor.card('Video input').waitFor();
  const { assets } = (await (await page.request.get('/api/assets')).json()) as { assets: { hash: string }[] };
  await editor.open(shotGraph(assets[0]!.hash, name));
  await expect.poll(() => editor.runButton.textContent()).toMatch(/1 job/);
}

describe('a run that works', () => {
  const bench = withBench();

  test('asks for notifications when it is started, not before, and tells its end to who looks away', async () => {
    const { editor, page } = bench();
    await page.addInitScript(NOTIFICATIONS);
    await page.reload();
    await editor.isReady();
    await openShot(bench(), 'notified');
    const asked = () => page.evaluate<number>('window.asked');
    const told = () => page.evaluate<string[]>('window.told');
    expect(await asked()).toBe(0);
    await editor.run();
    expect(await asked()).toBe(1);
    await editor.toast('notified is done').waitFor();
    // Who is looking reads it in the window.
    expect(await told()).toEqual([]);

    await page.evaluate('window.isLookedAway = true');
    await editor.run(() => editor.press('Control+Shift+Enter'));
    await expect
      .poll(told)
      .toEqual([expect.stringMatching(/^notified is done: 1 take · simulated, nothing charged · /)]);
    expect(await asked()).toBe(1);
  });

  test('leaves a graph with a random seed up to date, until another take is asked for by its own button', async () => {
    const { editor, page } = bench();
    await editor.select('Render to real');
    const inspector = page.getByRole('complementary', { name: 'Inspector' });
    await inspector.getByLabel('Seed: at a new take').selectOption('randomize');
    // The number on screen is that of the take on screen.
    await expect.poll(() => editor.runButton.textContent()).toMatch(/up to date/);
    await editor.run(() => page.getByRole('button', { name: /^New take ≈ \$0\.\d+$/ }).click());
    await expect.poll(() => editor.runButton.textContent()).toMatch(/up to date/);
    const seed = (await editor.document()).nodes.find(({ type }) => type === 'render-to-real')!.params.seed;
    expect(seed).toMatchObject({ mode: 'randomize', used: true });
    for (const title of ['Render to real', 'Submit', 'Preview'])
      await editor.card(title).getByRole('img', { name: 'Done' }).waitFor();
    // Another save of a take that is liked costs nothing.
    await editor.addNode('save video', await editor.spot(0.7, 0.85));
    await editor.connect(editor.output('Submit', 'Video'), editor.input('Save video', 'Video'));
    await expect.poll(() => editor.runButton.textContent()).toMatch(/· free/);
    expect(bench().complaints).toEqual([]);
  });

  test('leaves takes that can be pinned, so that the next run is free', async () => {
    const { editor, page } = bench();
    await editor.select('Submit');
    const takes = page.getByRole('region', { name: 'Takes' });
    await takes.getByText('Take 3').waitFor();
    await takes.getByRole('button', { name: /^Pin/ }).first().click();
    await editor.select('Render to real');
    const inspector = page.getByRole('complementary', { name: 'Inspector' });
    await editor.setNumber(inspector, 'Frames', 33);
    await expect.poll(() => editor.runButton.textContent()).toMatch(/free|up to date/);
    // A pin is not forgotten with the window.
    await page.reload();
    await expect.poll(() => editor.runButton.textContent()).toMatch(/free|up to date/);
    await editor.select('Submit');
    await takes.getByRole('button', { name: /^Unpin/ }).click();
    await expect.poll(() => editor.runButton.textContent()).toMatch(/1 job · ≈ \$/);
  });
});

describe('the viewer', () => {
  const bench = withBench();

  test('steps by exact frames, shuttles with J, K and L, and loops or holds at the end', async () => {
    const { editor, page } = bench();
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await openShot(bench(), 'watched');
    await editor.run();
    await editor.toast('watched is done').getByRole('button', { name: 'Watch' }).click();
    const viewer = page.getByRole('region', { name: 'Queue and viewer' });
    const frame = async () =>
      Number.parseInt((await viewer.getByTestId('viewer-frame').textContent()) ?? '', 10);
    const isPlaying = async () => (await viewer.getByRole('button', { name: 'Pause' }).count()) === 1;
    await viewer.getByRole('group', { name: /Space plays/ }).focus();
    await expect.poll(isPlaying).toBe(true);
    await editor.press(' ');
    await expect.poll(isPlaying).toBe(false);
    for (const [keys, expected] of [
      ['Home', 0],
      ['ArrowRight', 1],
      ['Shift+ArrowRight', 11],
      ['ArrowLeft', 10],
      ['End', 24],
      ['ArrowRight', 24],
    ] as const) {
      await editor.press(keys);
      await expect.poll(frame).toBe(expected);
      // What is shown is that very frame as the host decodes it.
      await viewer.locator(`img[data-frame="${expected}"][data-shown]`).waitFor();
    }
    await viewer.getByText('00:00:01:00').waitFor();

    await editor.press('j');
    await expect.poll(frame).toBeLessThan(20);
    await editor.press('k');
    await expect.poll(isPlaying).toBe(false);

    // Without the loop it holds at the last frame.
    await viewer.getByRole('button', { name: 'Loop is on' }).click();
    await viewer.getByRole('group', { name: /Space plays/ }).focus();
    await editor.press('l');
    await expect.poll(frame).toBe(24);
    await expect.poll(isPlaying).toBe(false);
    expect(bench().complaints).toEqual([]);
  });
});

describe('a run that waits at the provider', () => {
  // Nothing ever leaves the queue.
  const bench = withProvider({ concurrency: 0 });

  test('can be cancelled, and says so', async () => {
    const { editor, page, complaints } = bench();
    await openShot(bench(), 'long run');
    await editor.runButton.click();
    await page.getByRole('button', { name: /^Cancel/ }).click();
    await editor.runButton.waitFor();
    const { jobs } = (await (await page.request.get('/api/jobs')).json()) as { jobs: { state: string }[] };
    expect(jobs.filter(({ state }) => state !== 'cancelled')).toEqual([]);
    await page
      .getByText(/cancelled/i)
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('a run that fails', () => {
  const bench = withProvider({ profile: 'model-crash' });

  test('says what happened and what to do, and leads to the node', async () => {
    const { editor, page, complaints } = bench();
    await openShot(bench(), 'doomed');
    await editor.run();
    const toast = editor.toast(/^Submit: /);
    await toast.waitFor();
    await editor.card('Submit').getByRole('img', { name: 'Failed' }).waitFor();
    // What happened comes first, then the way out.
    const [happened, wayOut] = await toast.locator('.toast__words > *').allTextContents();
    expect(happened).toMatch(/\.$/);
    expect(wayOut).toMatch(/\w+.*\.$/);

    await editor.focusCanvas();
    await toast.getByRole('button', { name: 'Show' }).click();
    const inspector = page.getByRole('complementary', { name: 'Inspector' });
    await expect.poll(() => editor.card('Submit').getAttribute('data-selected')).not.toBeNull();
    await inspector
      .getByText(happened!.replace(/^Submit: /, ''))
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
  });
});
