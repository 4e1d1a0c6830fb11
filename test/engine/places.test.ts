import { describe, expect, test } from 'vitest';
import { type Pin, pinFor } from '../../src/engine/pins.ts';
import { cellAt, namedAxis, placesKey, placesOf, placesText } from '../../src/engine/places.ts';

const axisOf = (label: string, ...names: string[]) => ({
  id: `${label}s.${label}`,
  label,
  length: names.length,
  items: names.map((name) => ({ label: name, key: name })),
});
const cellsOf = (...axes: ReturnType<typeof axisOf>[]) => {
  const count = axes.reduce((product, { length }) => product * length, 1);
  return Array.from({ length: count }, (_, cell) => placesOf(axes, cell));
};

describe('places', () => {
  test('name every cell of a grid, the last axis fastest', () => {
    const cells = cellsOf(axisOf('shot', 'harbor', 'pier'), axisOf('seed', '7', '8'));
    expect(cells.map(placesText)).toEqual(['harbor · 7', 'harbor · 8', 'pier · 7', 'pier · 8']);
    expect(cells[1]).toEqual({ 'shots.shot': 'harbor', 'seeds.seed': '8' });
  });

  test('stay with their cells when a list grows, shrinks or is reordered', () => {
    const [first] = cellsOf(axisOf('shot', 'harbor', 'pier'));
    const at = (...names: string[]) => cellAt([namedAxis(axisOf('shot', ...names))], first!);
    expect(at('dawn', 'harbor', 'pier')).toBe(1);
    expect(at('pier', 'quay', 'harbor')).toBe(2);
    expect(at('harbor')).toBe(0);
  });

  test('lead to their own cell of every grid', () => {
    const axes = [axisOf('shot', 'a', 'b', 'c'), axisOf('seed', '7', '8')];
    const named = axes.map(namedAxis);
    expect(cellsOf(...axes).map((places) => cellAt(named, places))).toEqual([0, 1, 2, 3, 4, 5]);
    expect(cellAt(named, { 'seeds.seed': '8', 'shots.shot': 'gone' })).toBe(1);
  });

  test('that are called the same are told apart, also from one that is called so already', () => {
    const names = namedAxis(axisOf('seed', '7', '7', '7 (2)', '7')).places;
    expect(names).toEqual(['7', '7 (2)', '7 (2) (2)', '7 (3)']);
  });

  test('have the same key in whatever order their axes come', () => {
    expect(placesKey({ b: '2', a: '1' })).toBe(placesKey({ a: '1', b: '2' }));
    expect(placesKey({ a: '1' })).not.toBe(placesKey({ a: '1', b: '2' }));
    expect(placesKey({})).toBe('{}');
  });
});

describe('a pin', () => {
  const pin = (jobId: string, places: Pin['places'] = {}, nodeId = 'submit'): Pin => ({
    nodeId,
    places,
    jobId,
  });
  const harbor = { shot: 'harbor', seed: '7' };

  test('stands in for the cells that lie at its places and for no others', () => {
    expect(pinFor([pin('j', { shot: 'harbor' })], 'submit', harbor)?.jobId).toBe('j');
    expect(pinFor([pin('j', { shot: 'pier' })], 'submit', harbor)).toBeUndefined();
    expect(pinFor([pin('j', { shot: 'harbor', look: 'night' })], 'submit', harbor)).toBeUndefined();
    expect(pinFor([pin('j', {}, 'other')], 'submit', harbor)).toBeUndefined();
  });

  test('without places stands in for every cell, except where one names the cell better', () => {
    const pins = [pin('cell', harbor), pin('all'), pin('shot', { shot: 'harbor' })];
    expect(pinFor(pins, 'submit', harbor)?.jobId).toBe('cell');
    expect(pinFor(pins, 'submit', { shot: 'harbor', seed: '8' })?.jobId).toBe('shot');
    expect(pinFor(pins, 'submit', { shot: 'pier', seed: '7' })?.jobId).toBe('all');
  });
});
