import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeyHasher, keyText } from '../../src/engine/key.ts';
import { KeyWriter } from '../../src/engine/key-writer.ts';

function keyOf(...parts: unknown[]): string {
  const hasher = new KeyHasher();
  const keys = new Int32Array(4);
  hasher.start();
  for (const part of parts) hasher.data(part);
  hasher.finish(keys, 0);
  return keyText(keys, 0);
}

/** JSON with sorted fields: what makes two values the same for a key. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_name, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );

test('data has the same key exactly if it is the same, whatever the order of its fields', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (a, b) => {
      expect(keyOf(a) === keyOf(b)).toBe(canonical(a) === canonical(b));
      expect(keyOf(JSON.parse(canonical(a)))).toBe(keyOf(a));
    }),
    { numRuns: 400 },
  );
});

test('values that look alike are told apart', () => {
  const values = [
    0,
    '0',
    '',
    null,
    false,
    true,
    [],
    {},
    [0],
    ['0'],
    [[]],
    { a: 1 },
    { a: '1' },
    { a: [1] },
    { b: 1 },
    1,
    1.5,
    -1.5,
    2 ** 30,
    2 ** 31,
    1e21,
    -1,
    [1, 2],
    [[1], 2],
    [1, [2]],
    'ab',
    ['a', 'b'],
  ];
  expect(new Set(values.map((value) => keyOf(value))).size).toBe(values.length);
  expect(keyOf('ab', 'c')).not.toBe(keyOf('a', 'bc'));
  expect(keyOf({ a: 1, b: undefined })).toBe(keyOf({ a: 1 }));
  expect(keyOf(-0)).toBe(keyOf(0));
  expect(keyOf(undefined)).not.toBe(keyOf(null));
});

test('one changed bit changes about half of the bits of a key', () => {
  const bits = (a: string, b: string) => {
    let different = BigInt(`0x${a}`) ^ BigInt(`0x${b}`);
    let count = 0;
    for (; different > 0n; different >>= 1n) count += Number(different & 1n);
    return count;
  };
  let sum = 0;
  for (let seed = 0; seed < 1_000; seed++) {
    const distance = bits(keyOf({ seed, steps: 15 }), keyOf({ seed: seed + 1, steps: 15 }));
    expect(distance).toBeGreaterThan(20);
    sum += distance;
  }
  expect(sum / 1_000).toBeGreaterThan(48);
  expect(sum / 1_000).toBeLessThan(80);
});

test('keys are 32 hex digits and stay the same from one program to the next', () => {
  expect(keyOf({ seed: 7, prompt: '3DREAL. ' })).toMatch(/^[0-9a-f]{32}$/);
  expect(keyOf({ seed: 7, prompt: '3DREAL. ' })).toBe('8fd6f317d993b59d436ec651a82a9b64');
});

test('a writer grows and keeps what it has', () => {
  const writer = new KeyWriter(1);
  writer.keys.set([1, 2, 3, 4]);
  writer.reserve(3);
  expect(writer.keys.length).toBeGreaterThanOrEqual(12);
  expect([...writer.keys.subarray(0, 4)]).toEqual([1, 2, 3, 4]);
  const copy = KeyWriter.copyOf(writer.keys);
  copy.keys[0] = 9;
  expect(writer.keys[0]).toBe(1);
});
