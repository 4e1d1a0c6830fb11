import { expect, test } from 'vitest';
import { cellsText } from '../../../src/renderer/panels/cells-text.ts';

const cells = (...shots: string[]) => shots.map((shot) => ({ 'shots.shot': shot }));

test('what happened in several cells tells their names, of many the first ones and how many more', () => {
  expect(cellsText([undefined])).toBe('');
  expect(cellsText(cells('harbor'))).toBe('harbor');
  expect(cellsText(cells('a', 'b', 'c', 'd'))).toBe('a, b, c, d');
  expect(cellsText(cells('a', 'b', 'c', 'd', 'e', 'f'))).toBe('a, b, c, d and 2 more');
});
