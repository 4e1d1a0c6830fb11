import { describe, expect, test } from 'vitest';
import type { Cell } from './cell.ts';
import { type Goal, goalsOf, type Measured, ratio } from './goals.ts';
import type { Cost } from './measure.ts';
import { countDrawn, emptyPlace, type Picture } from './picture.ts';
import { quantile } from './quantile.ts';

const COST: Cost = {
  frameP50Ms: 16.7,
  frameP95Ms: 16.7,
  frameWorstMs: 16.7,
  frameCount: 120,
  mainMs: 1,
  scriptMs: 0.5,
  longTaskCount: 0,
  longTaskMs: 0,
  allProcessesMs: 10,
  latencyP50Ms: 5,
};
const ALL = { drawn: 10, expected: 10, byChance: 0.1 };

function cell(fields: Partial<Cell> = {}): Cell {
  const gestures = { pan: COST, drag: COST, slider: COST, type: COST, zoom: COST, farPan: COST };
  return {
    loadMs: 10,
    ...gestures,
    heapMb: 1,
    domNodes: 1500,
    renderedNodes: 1,
    edgesNear: ALL,
    edgesAfter: ALL,
    edgesFar: ALL,
    ownFarCount: 150,
    edgeCount: 150,
    faults: [],
    ...fields,
  };
}

/** Ours at every size, and peers that are a thousand times slower. */
function everything(ours: Partial<Cell> = {}): Measured {
  const slow: Cost = {
    ...COST,
    frameP95Ms: 16_700,
    frameWorstMs: 16_700,
    mainMs: 1000,
    allProcessesMs: 1e4,
    latencyP50Ms: 5e3,
  };
  const gestures = { pan: slow, drag: slow, slider: slow, type: slow, zoom: slow, farPan: slow };
  const peer = cell({ ...gestures, loadMs: 1e4, heapMb: 1e3 });
  const sizes = [100, 500, 2000, 5000];
  return new Map([
    ...sizes.map((size) => [`ours ${size}`, [cell(ours)]] as const),
    ...sizes.map((size) => [`litegraph ${size}`, [peer]] as const),
    ['plain 2000', [peer]],
  ]);
}

const missed = (goals: readonly Goal[]) => goals.filter(({ met }) => !met);

describe('the goals', () => {
  test('are all met by a canvas that is far ahead of its peers', () => {
    const goals = goalsOf(everything());
    expect(missed(goals)).toEqual([]);
    expect(new Set(goals.map(({ id }) => id))).toEqual(
      new Set(['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8', 'C9']),
    );
  });

  test('are missed where nothing was measured', () => {
    expect(goalsOf(new Map()).some(({ met }) => met)).toBe(false);
  });

  test.each([
    ['C1', { loadMs: 6e3 }],
    ['C3', { pan: { ...COST, mainMs: 501 } }],
    ['C4', { drag: { ...COST, mainMs: 501 } }],
    ['C5', { slider: { ...COST, mainMs: 401 } }],
    ['C6', { farPan: { ...COST, mainMs: 151 } }],
    ['C7', { zoom: { ...COST, longTaskCount: 1 } }],
    ['C8', { heapMb: 1001 }],
    ['C9', { edgesNear: { ...ALL, drawn: 9 } }],
    ['C9', { edgesAfter: { ...ALL, byChance: 0.9 } }],
    ['C9', { ownFarCount: 149 }],
    ['C9', { ownFarCount: null }],
    ['C9', { renderedNodes: 2 }],
  ] as const)('%s is missed by %o', (id, worse) => {
    expect(new Set(missed(goalsOf(everything(worse))).map((goal) => goal.id))).toContain(id);
  });

  test('a goal in frames is met at one frame, and missed at two beside a peer that is no slower', () => {
    const same = everything();
    const fast = cell();
    same.set('plain 2000', [fast]);
    const panOf = (measured: Measured) =>
      goalsOf(measured).find(({ what }) => what === 'pan p95, 2000 nodes / plain')!;
    expect(panOf(same)).toMatchObject({ value: 1, met: true });
    const two = { pan: { ...COST, frameP95Ms: 33.3 } };
    same.set('ours 2000', [cell(two)]);
    expect(panOf(same)).toMatchObject({ value: 2, met: false });
  });

  test('C2 is missed where cost grows with the graph', () => {
    const measured = everything();
    measured.set('ours 5000', [cell({ pan: { ...COST, mainMs: 1.3 } })]);
    expect(missed(goalsOf(measured)).map(({ what }) => what)).toEqual([
      'main thread of pan, 5000 nodes / 100',
    ]);
  });
});

test('ratios are taken within a round, and their median counts', () => {
  const loads = (values: readonly number[]) => values.map((loadMs) => cell({ loadMs }));
  const measured: Measured = new Map([
    ['a', loads([10, 90, 30])],
    ['b', loads([10, 30, 10])],
  ]);
  expect(ratio(measured, 'a', 'b', ({ loadMs }) => loadMs)).toBe(3);
  expect(ratio(measured, 'a', 'c', ({ loadMs }) => loadMs)).toBeNull();
});

test('a quantile is a value of the list', () => {
  expect([0, 0.5, 0.95, 1].map((share) => quantile([4, 1, 3, 2], share))).toEqual([1, 3, 4, 4]);
  expect(quantile([], 0.5)).toBe(0);
});

describe('a picture', () => {
  /** Dark ground with a blue line of three px at y = 50. */
  const picture: Picture = {
    width: 200,
    height: 100,
    colorAt: (_, y) => (Math.abs(y - 50) <= 1 ? [80, 120, 200] : [21, 22, 25]),
  };

  test('shows the edges that are there and no others', () => {
    expect(
      countDrawn(picture, [
        { x: 20, y: 50 },
        { x: 60, y: 50 },
      ]),
    ).toEqual({ drawn: 2, byChance: 0 });
    expect(
      countDrawn(picture, [
        { x: 20, y: 50 },
        { x: 60, y: 80 },
      ]).drawn,
    ).toBe(1);
    expect(countDrawn(picture, [{ x: 20, y: 37 }]).byChance).toBeCloseTo(1 / 3);
  });

  test('has an empty place to press, away from what is drawn', () => {
    const { y } = emptyPlace(picture, { x: 100, y: 50 });
    expect(Math.abs(y - 50)).toBeGreaterThan(8);
    const full: Picture = { ...picture, colorAt: () => [200, 200, 200] };
    expect(() => emptyPlace(full, { x: 1, y: 1 })).toThrow('no empty place');
  });
});
