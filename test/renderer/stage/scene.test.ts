import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { applyEdit, type Edit } from '../../../src/engine/edits.ts';
import { Table } from '../../../src/engine/table.ts';
import { edgeId, type Workflow } from '../../../src/engine/workflow.ts';
import { clearLiveRects, liveRects } from '../../../src/renderer/stage/live-rects.ts';
import { createScene, type Scene, type SceneChange } from '../../../src/renderer/stage/scene.ts';
import { registry } from '../../../src/renderer/state/registry.ts';
import { edgeOf, nodeOf, workflowOf } from '../../engine/fixtures/build-workflow.ts';

const WORKFLOW = workflowOf(
  {
    words: { type: 'prompt', position: { x: 0, y: 0 } },
    request: { type: 'render-to-real', position: { x: 300, y: 0 } },
    show: { type: 'preview', position: { x: 600, y: 0 } },
    spare: { type: 'seed', position: { x: 0, y: 600 } },
  },
  ['words.prompt > request.prompt', 'request.request > show.request'],
);
const PROMPT = edgeOf('words.prompt > request.prompt').id;
const REQUEST = edgeOf('request.request > show.request').id;

/** A scene of the workflow, and what it told since. */
function shown(workflow: Workflow = WORKFLOW) {
  const scene = createScene(registry);
  scene.show(workflow);
  const changes: SceneChange[] = [];
  scene.onChange((change) => changes.push(change));
  let present = workflow;
  return {
    scene,
    changes,
    edit(...edits: Edit[]) {
      for (const edit of edits) present = applyEdit(present, edit).workflow;
      scene.show(present);
      return present;
    },
  };
}

/** All that is on it, to be compared. */
const pictureOf = ({ boxes, wires }: Scene) => ({
  boxes: [...boxes.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
  wires: [...wires.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
});

beforeEach(clearLiveRects);

test('every node is a box of its card’s size, every edge a wire from port to port with the kind that it carries', () => {
  const { scene } = shown();
  const words = scene.boxes.get('words')!;
  const request = scene.boxes.get('request')!;
  expect(request).toMatchObject({ x: 300, y: 0, width: request.layout.width, height: request.layout.height });
  expect(scene.wires.get(PROMPT)).toMatchObject({
    kind: 'text',
    points: [
      { x: words.width, y: words.layout.outputs.prompt },
      { x: 300, y: request.layout.inputs.prompt },
    ],
  });
  expect(scene.wires.size).toBe(2);
});

test('a move tells of its own box alone, and takes its wires along', () => {
  const { scene, changes, edit } = shown();
  const before = scene.wires.get(REQUEST);
  const spare = scene.boxes.get('spare');
  edit({ kind: 'move', node: 'show', to: { x: 700, y: 50 } });
  expect(changes).toEqual([{ boxes: new Set(['show']), isNew: false }]);
  expect(scene.boxes.get('spare')).toBe(spare);
  expect(scene.wires.get(REQUEST)!.points[1]).toEqual({
    x: 700,
    y: 50 + scene.boxes.get('show')!.layout.inputs.request!,
  });
  expect(scene.wires.get(REQUEST)).not.toBe(before);
});

test('a param of a card whose rows never vary tells nothing, one that makes its card higher tells of its box', () => {
  const { scene, changes, edit } = shown();
  const value = { mode: 'fixed', value: 7 };
  edit({ kind: 'set-param', node: 'spare', param: 'seed', value });
  expect(changes).toEqual([]);
  expect(scene.boxes.get('spare')!.node.params.seed).toBe(value);
  const { height } = scene.boxes.get('words')!;
  edit({ kind: 'set-param', node: 'words', param: 'text', value: 'A quiet street.\n'.repeat(6) });
  expect(changes).toEqual([{ boxes: new Set(['words']), isNew: false }]);
  expect(scene.boxes.get('words')!.height).toBeGreaterThan(height);
});

test('a node that goes takes its wires with it, and comes back with them', () => {
  const { scene, edit } = shown();
  const whole = pictureOf(scene);
  const { inverse } = applyEdit(WORKFLOW, { kind: 'remove-node', id: 'request' });
  edit({ kind: 'remove-node', id: 'request' });
  expect([...scene.boxes.keys()].sort()).toEqual(['show', 'spare', 'words']);
  expect(scene.wires.size).toBe(0);
  edit(inverse);
  expect(pictureOf(scene)).toEqual(whole);
});

test('an edge that comes or goes lays a card anew whose text then needs less room', () => {
  const { scene, changes, edit } = shown();
  const { height } = scene.boxes.get('request')!;
  edit({ kind: 'remove-edge', id: PROMPT });
  expect(scene.boxes.get('request')!.height).toBeGreaterThan(height);
  expect(changes[0]!.boxes).toContain('request');
  edit({ kind: 'set-edge', edge: edgeOf('words.prompt > request.prompt') });
  expect(scene.boxes.get('request')!.height).toBe(height);
});

describe('while boxes are dragged', () => {
  const ids = new Set(['request', 'spare']);

  test('they and their wires run ahead of the document, and go back where it is given up', () => {
    const { scene, changes } = shown();
    const still = pictureOf(scene);
    scene.shift(ids, { x: 30, y: -10 });
    expect(scene.boxes.get('request')).toMatchObject({ x: 330, y: -10 });
    expect(scene.wires.get(PROMPT)!.points.at(-1)!.x).toBe(330);
    expect(scene.workflow()).toBe(WORKFLOW);
    scene.shift(ids, null);
    expect(pictureOf(scene)).toEqual(still);
    expect(changes).toEqual([
      { boxes: ids, isNew: false, isLive: true },
      { boxes: ids, isNew: false, isLive: false },
    ]);
  });

  test('each step counts from where the document has them', () => {
    const { scene } = shown();
    scene.shift(ids, { x: 30, y: 0 });
    scene.shift(ids, { x: 40, y: 0 });
    expect(scene.boxes.get('request')!.x).toBe(340);
  });

  test('groups and notes are where the gesture has them', () => {
    const rect = { x: 0, y: 0, width: 100, height: 100 };
    const groups = Table.of([{ id: 'g', title: 'Look', rect, color: 'blue' as never }]);
    const { scene } = shown({ ...WORKFLOW, groups });
    expect([...scene.groups()].map((group) => group.rect)).toEqual([rect]);
    liveRects.setState({ g: { ...rect, x: 50 } });
    expect([...scene.groups()].map((group) => group.rect.x)).toEqual([50]);
  });
});

test('another workflow is all new, and none is empty', () => {
  const { scene, changes } = shown();
  scene.show({ ...workflowOf({ lone: { type: 'seed' } }), id: 'other' });
  expect(changes).toEqual([{ boxes: new Set(['lone']), isNew: true }]);
  expect([...scene.boxes.keys()]).toEqual(['lone']);
  scene.show(undefined);
  expect(scene.boxes.size + scene.wires.size).toBe(0);
  expect(scene.workflow()).toBeUndefined();
});

test('what meets a rectangle is found, wires by all of their way', () => {
  const { scene } = shown();
  const near = (x: number, y: number) => ({ x, y, width: 10, height: 10 });
  expect(scene.boxesIn(near(310, 10)).map(({ id }) => id)).toEqual(['request']);
  expect(scene.boxesIn(near(-500, -500))).toEqual([]);
  const { points } = scene.wires.get(REQUEST)!;
  const middle = near((points[0]!.x + points[1]!.x) / 2 - 5, (points[0]!.y + points[1]!.y) / 2 - 5);
  expect(scene.wiresIn(middle).map(({ id }) => id)).toEqual([REQUEST]);
});

const IDS = ['words', 'request', 'show', 'spare', 'more'];
const id = fc.constantFrom(...IDS);
const place = fc.record({ x: fc.integer({ min: -500, max: 500 }), y: fc.integer({ min: -500, max: 500 }) });
const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constant('move' as const), node: id, to: place }),
  fc.record({ kind: fc.constant('remove-node' as const), id }),
  fc
    .tuple(id, fc.constantFrom('prompt', 'render-to-real', 'dream-machine'), place)
    .map(([node, type, position]): Edit => ({ kind: 'set-node', node: nodeOf(node, { type, position }) })),
  fc.record({ kind: fc.constant('look' as const), node: id, look: fc.record({ collapsed: fc.boolean() }) }),
  fc.record({
    kind: fc.constant('set-param' as const),
    node: id,
    param: fc.constantFrom('text', 'prompt'),
    value: fc.constantFrom('short', 'long '.repeat(200)),
  }),
  fc
    .tuple(id, id, fc.constantFrom('prompt', 'request', 'nothing'))
    .filter(([from, to]) => from !== to)
    .map(([from, to, port]): Edit => {
      const ends = { from: { node: from, port }, to: { node: to, port } };
      return { kind: 'set-edge', edge: { ...ends, id: edgeId(ends.from, ends.to) } };
    }),
  fc.constantFrom(PROMPT, REQUEST).map((edge): Edit => ({ kind: 'remove-edge', id: edge })),
);

test('kept up to date by differences, it is what it would be if it were made anew', () => {
  fc.assert(
    fc.property(fc.array(anyEdit, { maxLength: 12 }), (edits) => {
      const { scene, edit } = shown();
      let present = WORKFLOW;
      for (const each of edits) present = edit(each);
      expect(pictureOf(scene)).toEqual(pictureOf(shown(present).scene));
    }),
    { numRuns: 60 },
  );
});
