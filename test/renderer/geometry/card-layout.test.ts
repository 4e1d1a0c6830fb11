import { describe, expect, test } from 'vitest';
import { edgeTablesOf } from '../../../src/engine/edge-tables.ts';
import type { NodeEdges, WorkflowNode } from '../../../src/engine/workflow.ts';
import {
  CARD_WIDTH,
  type CardLayout,
  cardLayout,
  cardParams,
  FOOTER_HEIGHT,
  HEADER_HEIGHT,
  layoutOfNode,
  MAX_CARD_WIDTH,
  MIN_CARD_WIDTH,
} from '../../../src/renderer/geometry/card-layout.ts';
import { ROW_HEIGHT } from '../../../src/renderer/geometry/param-rows.ts';
import { registry } from '../../../src/renderer/state/registry.ts';
import { edgeOf, nodeOf } from '../../engine/fixtures/build-workflow.ts';

const typeOf = (node: WorkflowNode) => registry.of(node);
const edgesAt = (id: string, ...edges: readonly string[]): NodeEdges =>
  edgeTablesOf(edges.map(edgeOf)).edgesOf.get(id)!;
const layout = (fields: Parameters<typeof nodeOf>[1], edges?: NodeEdges): CardLayout => {
  const node = nodeOf('n', fields);
  return cardLayout(node, typeOf(node), edges);
};
const paramRow = ({ rows }: CardLayout, param: string) =>
  rows.find((row) => row.kind === 'param' && row.param === param);

describe.each(registry.list.map(({ id }) => id))('the card of %s', (type) => {
  test.each([undefined, { width: 480, height: 900 }, { width: 1, height: 1 }])(
    'has its rows, preview and footer below each other, and its ports beside them, at the size %j',
    (size) => {
      const { width, height, rows, preview, inputs, outputs } = layout({ type, ...(size && { size }) });
      expect(width).toBeGreaterThanOrEqual(MIN_CARD_WIDTH);
      expect(width).toBeLessThanOrEqual(MAX_CARD_WIDTH);
      let top = HEADER_HEIGHT;
      for (const part of [...rows, ...(preview ? [preview] : [])]) {
        expect(part.top).toBeGreaterThanOrEqual(top);
        top = part.top + part.height;
      }
      expect(height).toBeGreaterThanOrEqual(top + FOOTER_HEIGHT);
      const declared = registry.get(type)!;
      expect(new Set(Object.keys(outputs))).toEqual(new Set(Object.keys(declared.outputs)));
      for (const middle of [...Object.values(inputs), ...Object.values(outputs)])
        expect(rows.some((row) => row.top + ROW_HEIGHT / 2 === middle)).toBe(true);
    },
  );
});

test('a card is as wide as it was made, within bounds', () => {
  expect(layout({ type: 'seed' }).width).toBe(CARD_WIDTH);
  expect(layout({ type: 'seed', size: { width: 300, height: 0 } }).width).toBe(300);
  expect(layout({ type: 'seed', size: { width: 9_999, height: 0 } }).width).toBe(MAX_CARD_WIDTH);
  expect(layout({ type: 'seed', size: { width: 9, height: 0 } }).width).toBe(MIN_CARD_WIDTH);
});

test('a folded card is its header, with every port at its middle', () => {
  const { height, rows, preview, inputs, outputs } = layout({ type: 'render-to-real', collapsed: true });
  expect(height).toBe(HEADER_HEIGHT);
  expect(rows).toEqual([]);
  expect(preview).toBeNull();
  expect(Object.keys(inputs)).toContain('video');
  expect(new Set([...Object.values(inputs), ...Object.values(outputs)])).toEqual(
    new Set([HEADER_HEIGHT / 2]),
  );
});

describe('a text', () => {
  const rowOf = (text: string, edges?: NodeEdges) =>
    paramRow(layout({ type: 'render-to-real', params: { prompt: text } }, edges), 'prompt')!.height;

  test('has a row that grows with it, up to eight lines', () => {
    const heights = ['', 'one\ntwo\nthree', 'word '.repeat(40), 'word '.repeat(400)].map((text) =>
      rowOf(text),
    );
    expect(heights).toEqual([...heights].sort((a, b) => a - b));
    expect(new Set(heights).size).toBe(heights.length);
    expect(rowOf('word '.repeat(4_000))).toBe(heights.at(-1));
  });

  test('that comes through a port takes one row', () => {
    expect(rowOf('word '.repeat(400), edgesAt('n', 'words.prompt > n.prompt'))).toBe(ROW_HEIGHT);
  });

  test('takes the room of a card that is made higher, else its preview does', () => {
    const tall = { width: CARD_WIDTH, height: 1_200 };
    const spare = (type: string) => [layout({ type }), layout({ type, size: tall })] as const;
    const [request, tallRequest] = spare('render-to-real');
    expect(tallRequest.height).toBe(1_200);
    expect(tallRequest.preview!.height).toBe(request.preview!.height);
    expect(paramRow(tallRequest, 'prompt')!.height - paramRow(request, 'prompt')!.height).toBe(
      1_200 - request.height,
    );
    const [submit, tallSubmit] = spare('fal-submit');
    expect(tallSubmit.height).toBe(1_200);
    expect(tallSubmit.preview!.height - submit.preview!.height).toBe(1_200 - submit.height);
  });
});

test('a size of its own takes a second row beside the named ones', () => {
  const type = registry.list.find(({ params }) =>
    Object.values(params).some(({ kind }) => kind === 'preset-size'),
  )!;
  const param = Object.keys(type.params).find((id) => type.params[id]!.kind === 'preset-size')!;
  const heightWith = (value: unknown) => {
    const found = paramRow(layout({ type: type.id, params: { [param]: value } }), param);
    return found?.height;
  };
  expect(heightWith('720p')).toBe(ROW_HEIGHT);
  expect(heightWith({ width: 640, height: 352 })).toBe(2 * ROW_HEIGHT);
});

test('a param that has no effect yet, or is for the second look, is not on the card', () => {
  for (const type of registry.list) {
    const shown = cardParams(type, {});
    for (const id of shown) {
      const { advanced, onlyWith } = type.params[id]!;
      expect(advanced).not.toBe(true);
      if (onlyWith !== undefined) expect(type.params[onlyWith]!.default).toBe(true);
    }
    for (const [id, { advanced, onlyWith, kind }] of Object.entries(type.params)) {
      if (onlyWith === undefined || advanced || kind === 'layer') continue;
      expect(cardParams(type, { [onlyWith]: true })).toContain(id);
      expect(cardParams(type, { [onlyWith]: false })).not.toContain(id);
    }
  }
});

test('a node of an unknown type shows the ports that its edges name, folded or not', () => {
  const edges = edgesAt('n', 'a.video > n.clip', 'n.take > b.video', 'n.take > c.video');
  const open = layout({ type: 'dream-machine' }, edges);
  expect(Object.keys(open.inputs)).toEqual(['clip']);
  expect(Object.keys(open.outputs)).toEqual(['take']);
  const folded = layout({ type: 'dream-machine', collapsed: true }, edges);
  expect(folded).toMatchObject({
    height: HEADER_HEIGHT,
    rows: [],
    inputs: { clip: 14 },
    outputs: { take: 14 },
  });
});

test('a layout is worked out once for a version of a node, and again when edges count', () => {
  const node = nodeOf('n', { type: 'render-to-real', params: { prompt: 'A harbor.' } });
  const type = typeOf(node);
  const first = layoutOfNode(node, type, undefined);
  expect(layoutOfNode(node, type, undefined)).toBe(first);
  expect(layoutOfNode(node, type, edgesAt('n', 'words.prompt > n.prompt'))).not.toBe(first);
  const seed = nodeOf('s', { type: 'seed' });
  const plain = layoutOfNode(seed, typeOf(seed), undefined);
  expect(layoutOfNode(seed, typeOf(seed), edgesAt('s', 's.seed > n.seed'))).toBe(plain);
});
