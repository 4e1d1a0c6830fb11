import { describe, expect, test } from 'vitest';
import {
  isNegative,
  numberIn,
  parsePattern,
  patternOfFile,
  patternText,
} from '../../src/host/facts/frame-pattern.ts';

const patternOf = (name: string) => {
  const parsed = parsePattern(name);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.pattern;
};

describe('a pattern', () => {
  test.each([
    ['shot_####.png', 'shot_', 4, '.png'],
    ['####.exr', '', 4, '.exr'],
    ['shot_#.png', 'shot_', 1, '.png'],
    ['comp_[#####].tif', 'comp_', 5, '.tif'],
    ['shot_%04d.png', 'shot_', 4, '.png'],
    ['shot_%4d.png', 'shot_', 4, '.png'],
    ['shot_%d.png', 'shot_', 1, '.png'],
    ['shot.$F4.exr', 'shot.', 4, '.exr'],
    ['shot.$F.exr', 'shot.', 1, '.exr'],
    ['shot.\x24{F3}_v2.exr', 'shot.', 3, '_v2.exr'],
  ])('%s is read', (name, prefix, width, suffix) => {
    expect(parsePattern(name)).toEqual({ ok: true, pattern: { prefix, width, suffix } });
    expect(patternText(patternOf(name))).toBe(`${prefix}${'#'.repeat(width)}${suffix}`);
  });

  test.each([
    ['shot_0001.png', 'none'],
    ['shot.png', 'none'],
    ['v##_####.png', 'several'],
    ['%04d_$F4.png', 'several'],
  ])('%s is none: %s', (name, reason) => {
    expect(parsePattern(name)).toEqual({ ok: false, reason });
  });

  test.each([
    ['####', '0001', 1],
    ['####', '0000', 0],
    ['####', '12345', 12_345],
    ['####', '001', null],
    ['####', '00001', null],
    ['####', '', null],
    ['####', '-001', null],
    ['####', '1e03', null],
    ['#', '9', 9],
    ['#', '10', 10],
    ['#', '09', null],
    ['#', '1234567890', null],
  ])('%s takes %s as %s', (pattern, digits, number) => {
    expect(numberIn(`a_${digits}.png`, patternOf(`a_${pattern}.png`))).toBe(number);
  });

  test('knows numbers below zero from a dash in a name', () => {
    const pattern = patternOf('a_####.png');
    expect(
      ['a_-001.png', 'a_-0012.png', 'a_0001.png', 'a_-x.png'].map((name) => isNegative(name, pattern)),
    ).toEqual([true, true, false, false]);
    expect(isNegative('a-0001.png', patternOf('a-####.png'))).toBe(false);
  });
});

describe('one file stands for its sequence', () => {
  test.each([
    ['shot_0001.png', [], 'shot_####.png'],
    ['shot_1001.png', ['shot_1002.png'], 'shot_#.png'],
    ['shot_10.png', ['shot_09.png', 'shot_11.png'], 'shot_##.png'],
    ['shot_10.png', ['shot_9.png', 'shot_11.png'], 'shot_#.png'],
    ['v2_shot010.0042.exr', [], 'v2_shot010.####.exr'],
    ['0007.jpg', [], '####.jpg'],
    ['shot_0001_beauty.png', [], 'shot_####_beauty.png'],
    ['shot-0001.png', [], 'shot-####.png'],
  ])('%s beside %j is %s', (name, others, text) => {
    expect(patternText(patternOfFile(name, [name, ...others])!)).toBe(text);
  });

  test('and one without a number for none', () => {
    expect(patternOfFile('hero.png', [])).toBeNull();
  });
});
