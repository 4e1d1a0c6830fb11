import sharp from 'sharp';
import { expect, test } from 'vitest';
import { withBench } from './bench.ts';
import { centre } from './editor.ts';
import { smallGraph } from './graphs.ts';

const bench = withBench();

test('paste lands at the pointer, keeps the edges between what was copied, and is one step', async () => {
  const { editor, page } = bench();
  await editor.open(smallGraph('paste'));
  await editor.select('Prompt');
  await editor
    .card('Render to real')
    .locator('[data-title]')
    .click({ modifiers: ['Shift'] });
  await editor.press('Control+c');
  const copied = JSON.parse(await page.evaluate<string>('navigator.clipboard.readText()'));
  expect(copied.nodes.map(({ type }: { type: string }) => type).sort()).toEqual(['prompt', 'render-to-real']);

  const at = await editor.spot(0.75, 0.75);
  await page.mouse.move(at.x, at.y);
  await editor.press('Control+v');
  await expect.poll(() => editor.nodeCount()).toBe(6);
  // The upper left corner of what was pasted lies at the pointer, but for the grid.
  const prompts = page.locator('[data-card]').and(page.getByRole('region', { name: 'Prompt' }));
  const corners = await Promise.all((await prompts.all()).map((card) => card.boundingBox()));
  const distances = corners.map((box) => Math.hypot(box!.x - at.x, box!.y - at.y));
  expect(Math.min(...distances)).toBeLessThan(24);
  await expect
    .poll(
      async () =>
        (await editor.edges()).filter((edge) => edge === 'prompt.prompt>render-to-real.prompt').length,
    )
    .toBe(2);
  await editor.press('Control+z');
  await expect.poll(() => editor.nodeCount()).toBe(4);
});

test('what was copied in one tab can be pasted in another', async () => {
  const { editor } = bench();
  await editor.open(smallGraph('source'));
  await editor.select('Seed');
  await editor.press('Control+c');
  await editor.press('Alt+n');
  await expect.poll(() => editor.nodeCount()).toBe(0);
  const at = await editor.spot(0.5, 0.75);
  await editor.page.mouse.move(at.x, at.y);
  await editor.press('Control+v');
  await expect.poll(() => editor.nodeCount()).toBe(1);
  await editor.card('Seed').waitFor();
});

test('a picture that was copied elsewhere is pasted as an image node', async () => {
  const { editor, page } = bench();
  await editor.open(smallGraph('painted'));
  const picture = sharp({ create: { width: 320, height: 180, channels: 3, background: '#876' } });
  const base64 = (await picture.png().toBuffer()).toString('base64');
  await page.evaluate(`(() => {
    const bytes = Uint8Array.from(atob('${base64}'), (sign) => sign.charCodeAt(0));
    const png = new Blob([bytes], { type: 'image/png' });
    return navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
  })()`);
  await editor.focusCanvas();
  await editor.press('Control+v');
  const file = editor.card('Image input').getByText('Pasted image.png');
  await file.waitFor();
  await editor.press('Control+z');
  await expect.poll(() => file.count()).toBe(0);
});

test('a loose edge dropped on the canvas offers only nodes that fit and connects the chosen one', async () => {
  const { editor, page } = bench();
  await editor.open(smallGraph('loose'));
  await editor.drag(await centre(editor.output('Seed', 'Seed')), await editor.spot(0.45, 0.9));
  const search = page.getByRole('dialog', { name: 'Add a node' });
  const offered = await search.getByRole('option').allTextContents();
  expect(offered.some((text) => text.includes('Render to real'))).toBe(true);
  expect(offered.some((text) => text.includes('Video input') || text.includes('Conform'))).toBe(false);
  await search.getByRole('combobox').fill('render');
  await editor.press('Enter');
  await expect.poll(() => editor.edges()).toContain('seed.seed>render-to-real.seed');
});

test('while an edge is dragged the ports that would take it stand out', async () => {
  const { editor, page } = bench();
  await editor.open(smallGraph('compatible'));
  const from = await centre(editor.output('Seed', 'Seed'));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y + 40, { steps: 3 });
  const fitOf = (port: ReturnType<typeof editor.input>) => port.getAttribute('data-fit');
  await expect.poll(() => fitOf(editor.input('Render to real', 'Seed'))).not.toBeNull();
  await expect.poll(() => fitOf(editor.input('Render to real', 'Blockout'))).not.toBeNull();
  const fits = await fitOf(editor.input('Render to real', 'Seed'));
  expect(fits).not.toBe(await fitOf(editor.input('Render to real', 'Blockout')));
  await editor.press('Escape');
  await page.mouse.up();
  await expect.poll(() => fitOf(editor.input('Render to real', 'Seed'))).toBeNull();
});

test('an edge that does not fit is refused at the pointer with its reason', async () => {
  const { editor, page } = bench();
  await editor.open(smallGraph('refused'));
  const before = await editor.edges();
  await editor.connect(editor.output('Seed', 'Seed'), editor.input('Render to real', 'Blockout'));
  const reason = /“Blockout” of “Render to real” takes video, but “Seed”/;
  await page.getByRole('status').filter({ hasText: reason }).waitFor();
  expect(await editor.edges()).toEqual(before);
});

test('a node dropped on an edge goes into it, and deleting it with healing closes the gap', async () => {
  const { editor, page } = bench();
  const graph = smallGraph('insert');
  const clip = { ...graph.nodes[3], id: 'clip', type: 'video-input', position: { x: -320, y: 400 } };
  const conform = { ...graph.nodes[3], id: 'conform', type: 'conform-video', position: { x: -320, y: 700 } };
  const edge = { from: { node: 'clip', port: 'video' }, to: { node: 'request', port: 'video' } };
  await editor.open({
    ...graph,
    nodes: [...graph.nodes, clip, conform],
    edges: [...graph.edges, edge],
  } as never);
  const from = await centre(editor.output('Video input', 'Video'));
  const to = await centre(editor.input('Render to real', 'Blockout'));
  const title = await centre(editor.card('Conform video').locator('[data-title]'));
  const box = (await editor.card('Conform video').boundingBox())!;
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  // The card's middle goes on the edge.
  await editor.drag(title, {
    x: title.x + middle.x - (box.x + box.width / 2),
    y: title.y + middle.y - (box.y + Math.min(box.height / 2, 20)),
  });
  const through = ['conform-video.video>render-to-real.video', 'video-input.video>conform-video.video'];
  await expect
    .poll(async () =>
      (await editor.edges()).filter((text) => text.includes('video-input') || text.includes('conform')),
    )
    .toEqual(through);

  await editor.select('Conform video');
  await editor.press('Control+Delete');
  await expect.poll(() => editor.edges()).toContain('video-input.video>render-to-real.video');
  expect(await page.locator('[data-card]').count()).toBe(5);
});

test('a box selects what it touches, and find goes to a node', async () => {
  const { editor, page } = bench();
  await editor.open(smallGraph('box'));
  const selected = () => page.locator('[data-card][data-selected]').count();
  await page.keyboard.down('Shift');
  await editor.drag(await editor.spot(0.01, 0.05), await editor.spot(0.35, 0.9));
  await page.keyboard.up('Shift');
  await expect.poll(selected).toBe(2);
  await editor.focusCanvas();
  await expect.poll(selected).toBe(0);
  await editor.press('Control+f');
  await page.getByPlaceholder('Find in workflow').fill('preview');
  await editor.press('Enter');
  await expect.poll(selected).toBe(1);
  await expect.poll(() => editor.card('Preview').getAttribute('data-selected')).not.toBeNull();
});

test('the palette, the menu and the keys lead to the same action', async () => {
  const { editor, page } = bench();
  const graph = smallGraph('one list');
  await editor.open(graph);
  await editor.select('Seed');
  await editor.command('Bypass');
  const mode = async () =>
    (await editor.document()).nodes.find(({ id }) => id === 'spare') as { mode?: string };
  await expect.poll(async () => (await mode()).mode).toBe('bypass');
  await editor.select('Seed');
  await editor.press('Control+b');
  await expect.poll(async () => (await mode()).mode).toBeUndefined();
  await editor.card('Seed').locator('[data-title]').click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Bypass/ }).click();
  await expect.poll(async () => (await mode()).mode).toBe('bypass');
});

test('the page has not complained', () => {
  expect(bench().complaints).toEqual([]);
});
