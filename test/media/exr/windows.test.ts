import { writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { probe } from '../../../src/media/probe.ts';
import { temporaryFolder } from '../temp-folder.ts';
import { exrFile } from './exr-file.ts';
import { lightAt } from './read-picture.ts';

const at = temporaryFolder();
const value = (x: number, y: number) => 1 + x + 100 * y;
const channels = ['R', 'G', 'B'].map((name) => ({ name, type: 'float' as const, value }));

describe('what is shown is the display window', () => {
  test.each([
    ['a crop', [4, 3, 9, 7], [0, 0, 15, 11]],
    ['overscan', [-5, -4, 20, 15], [0, 0, 15, 11]],
    ['a picture that is moved out at a corner', [-3, 8, 6, 20], [0, 0, 15, 11]],
    ['a window away from zero', [100, 50, 140, 70], [110, 40, 125, 60]],
  ] as const)('%s', async (_what, data, display) => {
    const bytes = exrFile({ channels, data, display });
    const light = await lightAt(bytes);
    const [left, top, right, bottom] = display;
    expect([light.width, light.height]).toEqual([right - left + 1, bottom - top + 1]);
    for (let y = top; y <= bottom; y++) {
      for (let x = left; x <= right; x++) {
        const isStored = x >= data[0] && x <= data[2] && y >= data[1] && y <= data[3];
        expect(light.at(x - left, y - top)[0]).toBe(isStored ? value(x, y) : 0);
      }
    }
    const path = at('windows.exr');
    await writeFile(path, bytes);
    const { width, height } = light;
    expect(await probe(path)).toMatchObject({ ok: true, value: { format: 'exr', width, height } });
  });

  test('black where the two have nothing in common', async () => {
    const light = await lightAt(exrFile({ channels, data: [40, 0, 50, 9], display: [0, 0, 15, 11] }));
    expect([light.width, light.height, light.at(15, 9)]).toEqual([16, 12, [0, 0, 0]]);
  });
});
