import { describe, expect, test } from 'vitest';
import type { Param } from '../../src/engine/param.ts';
import { MAX_SEED } from '../../src/engine/param.ts';
import { parseParamText, refuseParamValue } from '../../src/engine/param-kinds.ts';

const label = 'Label';
const PARAMS = {
  text: { kind: 'text', label, default: '' },
  multiline: { kind: 'multiline', label, default: '' },
  number: { kind: 'number', label, default: 0, min: -1, max: 2.5 },
  integer: { kind: 'integer', label, default: 0, min: 0, max: 10 },
  slider: { kind: 'slider', label, default: 0, min: 0, max: 1 },
  frames: { kind: 'frames', label, default: null, min: 9, max: 481 },
  choice: { kind: 'choice', label, default: 'a', options: ['a', 'b'] },
  toggle: { kind: 'toggle', label, default: false },
  seed: { kind: 'seed', label, default: { mode: 'fixed', value: 0 } },
  size: { kind: 'size', label, default: null, multipleOf: 2 },
  media: { kind: 'media', label, default: null, accepts: 'video' },
  path: { kind: 'path', label, default: null, reads: 'frames' },
  layer: { kind: 'layer', label, default: '', of: 'path' },
} as const satisfies Record<string, Param>;
type Kind = keyof typeof PARAMS;

const hash = 'f'.repeat(64);
const GOOD: Record<Kind, readonly unknown[]> = {
  text: ['', 'x', 'y'.repeat(20_000)],
  multiline: ['a\nb'],
  number: [-1, 2.5, 0, -0],
  integer: [0, 10],
  slider: [0, 1, 0.5],
  frames: [null, 9, 481],
  choice: ['a', 'b'],
  toggle: [true, false],
  seed: [
    { mode: 'fixed', value: 0 },
    { mode: 'randomize', value: MAX_SEED },
    { mode: 'increment', value: 5, used: true },
  ],
  size: [null, { width: 2, height: 16_384 }, { width: 1280, height: 720 }],
  media: [null, { path: 'a.mp4' }, { url: 'https://x.test/a.mp4' }, { asset: hash, name: 'a.mp4' }],
  path: [null, { path: 'render/shot_####.png' }, { path: 'p'.repeat(4096) }],
  layer: ['', 'ViewLayer.Combined', 'l'.repeat(255)],
};
const BAD: Record<Kind, readonly [value: unknown, refusal: string][]> = {
  text: [
    [5, 'be a text'],
    [null, 'be a text'],
    ['y'.repeat(20_001), 'have at most 20000 characters'],
  ],
  multiline: [[{}, 'be a text']],
  layer: [null, 3, 'l'.repeat(256)].map((value) => [value, 'be the name of a layer']),
  number: [
    [-1.01, 'be a number from -1 to 2.5'],
    [2.51, 'be a number from -1 to 2.5'],
    ['1', 'be a number from -1 to 2.5'],
    [Number.NaN, 'be a number from -1 to 2.5'],
    [Number.POSITIVE_INFINITY, 'be a number from -1 to 2.5'],
  ],
  integer: [
    [0.5, 'be a whole number from 0 to 10'],
    [11, 'be a whole number from 0 to 10'],
    [null, 'be a whole number from 0 to 10'],
  ],
  slider: [[1.1, 'be a number from 0 to 1']],
  frames: [
    [8, 'be a whole number from 9 to 481'],
    [9.5, 'be a whole number from 9 to 481'],
    ['', 'be a whole number from 9 to 481'],
  ],
  choice: [
    ['c', 'be one of a, b'],
    [null, 'be one of a, b'],
  ],
  toggle: [
    ['true', 'be true or false'],
    [1, 'be true or false'],
  ],
  seed: [
    5,
    null,
    [],
    {},
    { mode: 'never', value: 1 },
    { mode: 'fixed', value: -1 },
    { mode: 'fixed', value: MAX_SEED + 1 },
    { mode: 'fixed' },
  ].map((value) => [
    value,
    'be { mode: fixed, randomize or increment, value: a whole number from 0 to 4294967295 }',
  ]),
  size: [
    { width: 1, height: 2 },
    { width: 3, height: 4 },
    { width: 4 },
    [4, 4],
    'x',
    { width: 16_386, height: 4 },
  ].map((value) => [value, 'be a width and a height of 2 to 16384 px, multiples of 2']),
  media: [
    'a.mp4',
    {},
    { path: '' },
    { url: 'file:///etc/passwd' },
    { url: 'javascript:alert(1)' },
    { asset: 'short', name: 'x' },
    { path: 'a', url: 'https://x.test' },
  ].map((value) => [value, 'be a file path, an http(s) URL or an asset']),
  path: [
    'shots',
    {},
    [],
    { path: '' },
    { path: 5 },
    { path: 'a\0b' },
    { path: 'p'.repeat(4097) },
    { path: 'a', name: 'b' },
    { url: 'https://x.test/a' },
  ].map((value) => [value, 'be a path']),
};
const TEXTS: Record<Kind, readonly [text: string, value: unknown][]> = {
  text: [
    ['', ''],
    [' a ', ' a '],
  ],
  multiline: [['a\nb', 'a\nb']],
  layer: [['beauty', 'beauty']],
  number: [
    ['1.5', 1.5],
    ['-1', -1],
    ['', ''],
    ['abc', Number.NaN],
  ],
  integer: [
    ['10', 10],
    ['1.5', 1.5],
  ],
  slider: [['0.25', 0.25]],
  frames: [
    ['', null],
    ['none', null],
    ['121', 121],
  ],
  choice: [['b', 'b']],
  toggle: [
    ['true', true],
    ['ON', true],
    ['yes', true],
    ['1', true],
    ['off', false],
    ['No', false],
    ['false', false],
    ['0', false],
    ['maybe', 'maybe'],
  ],
  seed: [
    ['42', { mode: 'fixed', value: 42 }],
    ['randomize', { mode: 'randomize', value: 0 }],
    ['x', { mode: 'fixed', value: Number.NaN }],
  ],
  size: [
    ['1280x720', { width: 1280, height: 720 }],
    [' 64 × 32 ', { width: 64, height: 32 }],
    ['none', null],
    ['', null],
    ['wide', 'wide'],
  ],
  media: [
    ['', null],
    ['HTTPS://x.test/a.mp4', { url: 'HTTPS://x.test/a.mp4' }],
    ['shots/a.mp4', { path: 'shots/a.mp4' }],
  ],
  path: [
    ['', null],
    ['r/f_%04d.png', { path: 'r/f_%04d.png' }],
  ],
};

describe.each(Object.keys(PARAMS) as Kind[])('a %s', (kind) => {
  const param: Param = PARAMS[kind];

  test('takes what fits', () => {
    for (const value of [param.default, ...GOOD[kind]])
      expect([value, refuseParamValue(value, param)]).toEqual([value, null]);
  });

  test('refuses the rest with the end of a sentence', () => {
    for (const [value, refusal] of BAD[kind])
      expect([value, refuseParamValue(value, param)]).toEqual([value, refusal]);
  });

  test('reads the text of a command line', () => {
    for (const [text, value] of TEXTS[kind])
      expect([text, parseParamText(text, param)]).toEqual([text, value]);
  });
});

test('a size without a grid takes odd sides', () => {
  const param = { kind: 'size', label, default: null } as const;
  expect(refuseParamValue({ width: 3, height: 5 }, param)).toBeNull();
  expect(refuseParamValue({ width: 1, height: 5 }, param)).toBe('be a width and a height of 2 to 16384 px');
});
