import { expect, test } from 'vitest';
import { withBench } from './bench.ts';
import { centre, type Editor, type Point } from './editor.ts';
import { smallGraph } from './graphs.ts';

const bench = withBench();

interface DrawnEdge {
  readonly to: { readonly node: string };
  readonly via?: readonly Point[];
}
const reroutes = async (editor: Editor) =>
  ((await editor.document()).edges as readonly DrawnEdge[]).find(({ to }) => to.node === 'request')?.via ??
  [];
const nodeOf = async (editor: Editor, id: string) =>
  (await editor.document()).nodes.find((node) => node.id === id) as {
    readonly params: Readonly<Record<string, unknown>>;
    readonly position: Point;
    readonly size?: { readonly width: number };
  };
const middleOf = async (editor: Editor): Promise<Point> => {
  const from = await centre(editor.output('Prompt', 'Prompt'));
  const to = await centre(editor.input('Render to real', 'Prompt'));
  return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
};

/** How much the still and the live layer of the canvas have painted around a point of the window. */
const PAINT_AT = ({ x, y }: Point) => `(() => {
  const [still, live] = [...document.querySelectorAll('.canvas__layer')].map((canvas) => {
    if (canvas.width === 0) return 0;
    const box = canvas.getBoundingClientRect();
    const scale = canvas.width / box.width;
    const side = 13 * scale;
    const at = [(${x} - box.left) * scale - side / 2, (${y} - box.top) * scale - side / 2];
    const { data } = canvas.getContext('2d').getImageData(at[0], at[1], side, side);
    return data.reduce((sum, value, place) => (place % 4 === 3 ? sum + value : sum), 0);
  });
  return { still, live };
})()`;

test('an edge is led another way by a double-click and a drag, and straight again by another double-click', async () => {
  const { editor, page } = bench();
  await editor.open(smallGraph('reroute'));
  const middle = await middleOf(editor);
  await page.mouse.dblclick(middle.x, middle.y);
  await expect.poll(async () => (await reroutes(editor)).length).toBe(1);
  const [before] = await reroutes(editor);
  const below = { x: middle.x, y: middle.y + 120 };
  await editor.drag(middle, below);
  await expect.poll(async () => (await reroutes(editor))[0]!.y).toBeGreaterThan(before!.y + 60);
  await page.mouse.dblclick(below.x, below.y);
  await expect.poll(async () => (await reroutes(editor)).length).toBe(0);
});

test('a middle-click on an edge that is dragged on is one step of undo', async () => {
  const { editor } = bench();
  const graph = smallGraph('middle drag');
  await editor.open(graph);
  const middle = await middleOf(editor);
  await editor.drag(middle, { x: middle.x, y: middle.y + 120 }, 'middle');
  await expect.poll(async () => (await reroutes(editor)).length).toBe(1);
  await editor.focusCanvas();
  await editor.press('Control+z');
  await expect.poll(() => editor.document()).toEqual(graph);
});

test('a line drawn with Ctrl and the right button cuts the edges it crosses and opens no menu', async () => {
  const { editor, page } = bench();
  await editor.open(smallGraph('cut'));
  const { x, y } = await middleOf(editor);
  await page.keyboard.down('Control');
  await page.mouse.move(x, y - 120);
  await page.mouse.down({ button: 'right' });
  await page.mouse.move(x, y + 120, { steps: 8 });
  await page.mouse.up({ button: 'right' });
  await page.keyboard.up('Control');
  await expect.poll(() => editor.edges()).toEqual(['render-to-real.request>preview.request']);
  expect(await page.getByRole('menu').count()).toBe(0);
});

test('a node that is dragged takes its edges along while it moves, and Escape puts both back', async () => {
  const { editor, page } = bench();
  await editor.open(smallGraph('dragged'));
  // Edges of a selected node are drawn stronger.
  await editor.select('Prompt');
  const title = editor.card('Prompt').locator('[data-title]');
  const [start, wire] = [await centre(title), await middleOf(editor)];
  const paint = (at: Point) => page.evaluate<{ still: number; live: number }>(PAINT_AT(at));
  const before = await paint(wire);
  expect(before).toMatchObject({ still: expect.toSatisfy((sum: number) => sum > 0), live: 0 });

  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 20, start.y + 60, { steps: 3 });
  await page.mouse.move(start.x, start.y + 220, { steps: 3 });
  await expect.poll(async () => (await paint(wire)).still).toBeLessThan(before.still / 2);
  const moved = await middleOf(editor);
  expect(moved.y).toBeGreaterThan(wire.y + 60);
  await expect.poll(async () => (await paint(moved)).live).toBeGreaterThan(0);

  await editor.press('Escape');
  await page.mouse.up();
  await expect.poll(() => paint(wire)).toEqual(before);
  expect((await middleOf(editor)).y).toBeCloseTo(wire.y, 0);
});

test('a corner resizes a card; Escape gives the drag up and leaves nothing to undo', async () => {
  const { editor, page } = bench();
  const graph = smallGraph('resize');
  await editor.open(graph);
  await editor.select('Seed');
  const corner = await centre(editor.card('Seed').locator('[data-resize]'));
  const out = { x: corner.x + 90, y: corner.y + 20 };
  await page.mouse.move(corner.x, corner.y);
  await page.mouse.down();
  await page.mouse.move(out.x, out.y, { steps: 4 });
  await expect.poll(async () => (await nodeOf(editor, 'spare')).size?.width).toBeGreaterThan(220);
  await editor.press('Escape');
  await page.mouse.up();
  await expect.poll(() => editor.document()).toEqual(graph);
  await editor.press('Control+k');
  await page.getByPlaceholder('What do you want to do?').fill('Undo');
  const undo = page.getByRole('option', { name: /^(Edit)?\s*Undo/ }).first();
  expect(await undo.getAttribute('aria-disabled')).toBe('true');
  await editor.press('Escape');
  await editor.drag(corner, out);
  await expect.poll(async () => (await nodeOf(editor, 'spare')).size?.width).toBeGreaterThan(220);
});

test('a group takes what lies in it along', async () => {
  const { editor, page } = bench();
  await editor.open(smallGraph('group'));
  await editor.press('Control+a');
  await editor.press('Control+g');
  await page.getByRole('textbox', { name: 'Name of the group' }).fill('Shot A');
  await editor.press('Enter');
  const header = (await page.locator('[data-group]').boundingBox())!;
  const grip = { x: header.x + header.width - 12, y: header.y + header.height / 2 };
  const before = await Promise.all(['words', 'spare'].map((id) => nodeOf(editor, id)));
  await editor.drag(grip, { x: grip.x - 80, y: grip.y + 40 });
  await expect.poll(async () => (await nodeOf(editor, 'spare')).position.x).toBeLessThan(0);
  const after = await Promise.all(['words', 'spare'].map((id) => nodeOf(editor, id)));
  const moves = after.map(({ position }, at) => ({
    x: position.x - before[at]!.position.x,
    y: position.y - before[at]!.position.y,
  }));
  expect(moves[0]).toEqual(moves[1]);
});

test('a change of several selected nodes reaches all of them and is one step', async () => {
  const { editor, page } = bench();
  await editor.open(smallGraph('several'));
  await editor.select('Render to real');
  await editor.press('Control+d');
  await expect.poll(() => editor.nodeCount()).toBe(5);
  await editor.focusCanvas();
  const cards = page.locator('[data-card]').and(page.getByRole('region', { name: 'Render to real' }));
  // The copy lies on top, a little lower, so that both titles can be reached.
  await cards.nth(1).locator('[data-title]').click();
  await cards
    .nth(0)
    .locator('[data-title]')
    .click({ modifiers: ['Shift'] });
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('heading', { name: '2 nodes' }).waitFor();
  await inspector.getByLabel('Intensity').selectOption('strong');
  const intensities = async () =>
    (await editor.document()).nodes
      .filter(({ type }) => type === 'render-to-real')
      .map(({ params }) => params.intensity);
  await expect.poll(intensities).toEqual(['strong', 'strong']);
  await editor.focusCanvas();
  await editor.press('Control+z');
  await expect.poll(intensities).toEqual([undefined, undefined]);
});

test('the minimap brings the view to where it is pressed and dragged', async () => {
  const { editor, page } = bench();
  await editor.open(smallGraph('map'));
  const map = (await page.getByLabel('Minimap').boundingBox())!;
  const where = async () =>
    (
      await editor
        .card('Preview')
        .boundingBox()
        .catch(() => null)
    )?.x ?? null;
  const before = await where();
  await page.mouse.move(map.x + map.width * 0.3, map.y + map.height * 0.5);
  await page.mouse.down();
  await expect.poll(where).toBeGreaterThan(before!);
  const pressed = await where();
  await page.mouse.move(map.x + map.width * 0.5, map.y + map.height * 0.5, { steps: 4 });
  await page.mouse.up();
  await expect.poll(where).toBeLessThan(pressed!);
});

test('a pan that crosses the minimap goes on as a pan', async () => {
  const { editor, page } = bench();
  await editor.open(smallGraph('across'));
  const map = (await page.getByLabel('Minimap').boundingBox())!;
  const before = (await editor.card('Preview').boundingBox())!;
  const start = { x: map.x - 60, y: map.y - 40 };
  const inside = { x: map.x + map.width / 2, y: map.y + map.height / 2 };
  await editor.drag(start, inside);
  await expect
    .poll(async () => {
      const after = (await editor.card('Preview').boundingBox())!;
      return [Math.round(after.x - before.x), Math.round(after.y - before.y)];
    })
    .toEqual([inside.x - start.x, inside.y - start.y].map(Math.round));
});

test('the page has not complained', () => {
  expect(bench().complaints).toEqual([]);
});
