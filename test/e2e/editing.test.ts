import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withBench } from './bench.ts';
import { centre, type Editor } from './editor.ts';
import { smallGraph } from './graphs.ts';

const bench = withBench();

type Edit = (editor: Editor) => Promise<void>;

const inspector = ({ page }: Editor) => page.getByRole('complementary', { name: 'Inspector' });
const chooseThen =
  (title: string, keys: string): Edit =>
  async (editor) => {
    await editor.select(title);
    await editor.press(keys);
  };

/** Every kind of edit, as a hand makes it. */
const EDITS: Readonly<Record<string, Edit>> = {
  'add a node': async (editor) => editor.addNode('save video', await editor.spot(0.5, 0.93)),
  'move a node': async (editor) => {
    const from = await centre(editor.card('Seed').locator('[data-title]'));
    await editor.drag(from, { x: from.x + 90, y: from.y + 60 });
  },
  connect: async (editor) =>
    editor.connect(editor.output('Seed', 'Seed'), editor.input('Render to real', 'Seed')),
  disconnect: async (editor) => {
    const from = await centre(editor.input('Preview', 'Request'));
    await editor.drag(from, await editor.spot(0.97, 0.03));
  },
  'connect to an occupied input': async (editor) =>
    editor.connect(editor.output('Prompt', 'Prompt'), editor.input('Preview', 'Text')),
  'type a text': async (editor) => {
    await editor.select('Prompt');
    await inspector(editor)
      .getByRole('textbox', { name: 'Text' })
      .or(inspector(editor).getByRole('textbox', { name: 'Prompt' }))
      .first()
      .fill('3DREAL. Fog.');
    await editor.focusCanvas();
  },
  'choose an option': async (editor) => {
    await editor.select('Render to real');
    await inspector(editor).getByLabel('Resolution').selectOption('720p');
  },
  'switch a toggle': async (editor) => {
    await editor.select('Render to real');
    await inspector(editor).getByRole('switch', { name: 'Generate audio' }).click();
  },
  'type a number': async (editor) => {
    await editor.select('Render to real');
    await editor.setNumber(inspector(editor), 'Frames', 97);
  },
  'drag a number': async (editor) => {
    await editor.select('Render to real');
    const from = await centre(inspector(editor).getByLabel('Frames', { exact: true }));
    await editor.drag(from, { x: from.x + 40, y: from.y });
  },
  rename: async (editor) => {
    await editor.select('Seed');
    await editor.press('F2');
    await editor.page.getByRole('textbox', { name: 'Name of the node' }).fill('Lucky');
    await editor.press('Enter');
  },
  bypass: chooseThen('Render to real', 'Control+b'),
  mute: chooseThen('Render to real', 'Control+m'),
  collapse: chooseThen('Render to real', 'Alt+c'),
  delete: chooseThen('Render to real', 'Delete'),
  'delete and heal': chooseThen('Render to real', 'Control+Delete'),
  duplicate: chooseThen('Render to real', 'Control+d'),
  'duplicate with inputs': chooseThen('Render to real', 'Control+Shift+d'),
  cut: chooseThen('Seed', 'Control+x'),
  paste: async (editor) => {
    await editor.select('Seed');
    await editor.press('Control+c');
    const { x, y } = await editor.spot(0.5, 0.9);
    await editor.page.mouse.move(x, y);
    await editor.press('Control+v');
  },
  group: async (editor) => {
    await editor.focusCanvas();
    await editor.press('Control+a');
    await editor.press('Control+g');
  },
  'add a note': async (editor) => {
    await editor.focusCanvas();
    await editor.command('Add note');
    await editor.press('Escape');
  },
  'arrange automatically': async (editor) => {
    await editor.focusCanvas();
    await editor.press('Control+Shift+f');
  },
};

/** The kept document once it is no longer `before`. */
async function changedFrom(editor: Editor, before: unknown) {
  await expect.poll(() => editor.document()).not.toEqual(before);
  return editor.document();
}

async function undo(editor: Editor): Promise<void> {
  await editor.focusCanvas();
  await editor.press('Control+z');
}

test.each(Object.entries(EDITS))('one undo takes back, one redo repeats: %s', async (name, edit) => {
  const { editor } = bench();
  const graph = smallGraph(name);
  await editor.open(graph);
  await expect.poll(() => editor.document()).toEqual(graph);
  await edit(editor);
  const changed = await changedFrom(editor, graph);
  await undo(editor);
  await expect.poll(() => editor.document()).toEqual(graph);
  await editor.press('Control+Shift+z');
  await expect.poll(() => editor.document()).toEqual(changed);
});

/** Edits that can be made whatever was edited before. */
const REPEATABLE = [
  ...['move a node', 'connect', 'choose an option', 'switch a toggle', 'drag a number', 'type a text'],
  ...['bypass', 'mute', 'duplicate', 'paste', 'group', 'arrange automatically'],
];
/** Set `EDIT_SEED` to repeat the sequences of a failed run. */
const SEED = Number(process.env.EDIT_SEED ?? Math.floor(Math.random() * 1e9));
const sequences = fc.sample(fc.shuffledSubarray(REPEATABLE, { minLength: 6, maxLength: 6 }), {
  numRuns: 3,
  seed: SEED,
});

test.each(sequences.map((names, place) => [place, names] as const))(
  `any sequence of edits undone gives the first document back (seed ${SEED}, %i): %j`,
  async (place, names) => {
    const { editor } = bench();
    const graph = smallGraph(`sequence ${place}`);
    await editor.open(graph);
    await expect.poll(() => editor.document()).toEqual(graph);
    let current: unknown = graph;
    for (const name of names) {
      await editor.showAll();
      await EDITS[name]!(editor);
      current = await changedFrom(editor, current);
    }
    await editor.focusCanvas();
    const isBack = async () => JSON.stringify(await editor.document()) === JSON.stringify(graph);
    for (let steps = 0; steps < names.length; steps++) await editor.press('Control+z');
    await expect.poll(isBack).toBe(true);
    for (let steps = 0; steps < names.length; steps++) await editor.press('Control+Shift+z');
    await expect.poll(() => editor.document()).toEqual(current);
  },
);
