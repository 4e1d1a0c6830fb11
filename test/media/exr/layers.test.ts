import { writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { layersOf } from '../../../src/media/exr/layers.ts';
import { readExr } from '../../../src/media/exr/picture.ts';
import { numbersOf } from '../../../src/media/exr/planes.ts';
import { probe } from '../../../src/media/probe.ts';
import { temporaryFolder } from '../temp-folder.ts';
import { evenColor, exrFile, type TestChannel } from './exr-file.ts';
import { headerOf } from './read-picture.ts';

const at = temporaryFolder();
const data = [0, 0, 3, 3] as const;
const grey = (name: string, value = 0.5): TestChannel => ({ name, value: () => value });
const namesIn = (bytes: Buffer) => layersOf(headerOf(bytes)).map(({ name }) => name);

async function firstPixel(bytes: Buffer, layer: string): Promise<number[]> {
  const read = await readExr('shot.exr', bytes, layer);
  if (!read.ok) throw new Error(read.problem.message);
  return read.value.planes.map((plane) => numbersOf(plane)[0]!);
}

describe('the layers of a file', () => {
  test('are its parts by their names, the first with colour before the others', async () => {
    const bytes = exrFile(
      { name: 'depth', channels: [grey('Z', 7)], data },
      { name: 'beauty', channels: [...evenColor(1, 2, 3), grey('A', 1)], data },
      { name: 'light', channels: evenColor(4, 5, 6, 'light.'), data },
    );
    expect(namesIn(bytes)).toEqual(['beauty', 'depth', 'light']);
    expect(await firstPixel(bytes, '')).toEqual([1, 2, 3]);
    expect(await firstPixel(bytes, 'light')).toEqual([4, 5, 6]);
    expect(await firstPixel(bytes, 'depth')).toEqual([7, 7, 7]);
    const path = at('parts.exr');
    await writeFile(path, bytes);
    expect(await probe(path)).toEqual({
      ok: true,
      value: {
        ...{ kind: 'image', format: 'exr', width: 4, height: 4, hasAlpha: true },
        layers: ['beauty', 'depth', 'light'],
      },
    });
  });

  test('are those within a part by the names of their channels', async () => {
    const channels = [...evenColor(1, 1, 1, 'ViewLayer.Diff.'), ...evenColor(2, 3, 4, 'ViewLayer.Combined.')];
    const bytes = exrFile({ channels: [...channels, grey('ViewLayer.Depth.Z')], data });
    expect(namesIn(bytes)).toEqual(['ViewLayer.Combined', 'ViewLayer.Depth.Z', 'ViewLayer.Diff']);
    expect(await firstPixel(bytes, '')).toEqual([2, 3, 4]);
  });

  test('are the views of a stereo picture, in one part or in two', async () => {
    const inOne = exrFile({ channels: [...evenColor(1, 1, 1), ...evenColor(2, 2, 2, 'right.')], data });
    expect(namesIn(inOne)).toEqual(['RGB', 'right']);
    expect(await firstPixel(inOne, 'right')).toEqual([2, 2, 2]);
    const inTwo = exrFile(
      { name: 'rgba.left', channels: evenColor(1, 1, 1), data },
      { name: 'rgba.right', channels: evenColor(2, 2, 2), data },
    );
    expect(namesIn(inTwo)).toEqual(['rgba.left', 'rgba.right']);
    expect(await firstPixel(inTwo, 'rgba.right')).toEqual([2, 2, 2]);
  });

  test('with several in a part of several carry both names', () => {
    const bytes = exrFile(
      { name: 'beauty', channels: evenColor(1, 1, 1), data },
      {
        name: 'lights',
        channels: [...evenColor(1, 1, 1, 'key.'), ...evenColor(1, 1, 1, 'lights.fill.')],
        data,
      },
    );
    expect(namesIn(bytes)).toEqual(['beauty', 'lights.key', 'lights.fill']);
  });

  test('are normals as colours, and luminance before data', () => {
    const vectors = ['N.X', 'N.Y', 'N.Z'].map((name) => grey(name));
    expect(namesIn(exrFile({ channels: [...vectors, grey('Y'), grey('id')], data }))).toEqual([
      'Y',
      'N',
      'id',
    ]);
  });

  test('are found under small letters too', async () => {
    const channels = [grey('red', 1), grey('green', 2), grey('blue', 3)];
    expect(await firstPixel(exrFile({ channels, data }), '')).toEqual([1, 2, 3]);
  });
});

test('a layer that is not there is named with those that are', async () => {
  const bytes = exrFile({ channels: [...evenColor(1, 1, 1), grey('Z')], data });
  expect(await readExr('shot.exr', bytes, 'crypto')).toMatchObject({
    ok: false,
    problem: { message: '"shot.exr" has no layer “crypto”; it has RGB, Z.' },
  });
});

describe('what cannot be read is called by its name, with a way out', () => {
  test.each([
    [8, 'DWAA'],
    [9, 'DWAB'],
    [10, 'HTJ2K256'],
    [77, 'no. 77'],
  ])('compression %i', async (compression, name) => {
    const path = at('lossy.exr');
    await writeFile(path, exrFile({ channels: evenColor(1, 1, 1), data, compression }));
    const probed = await probe(path);
    expect(probed).toMatchObject({ ok: false, problem: { code: 'unsupported' } });
    if (probed.ok) return;
    expect(probed.problem.message).toContain(`EXR with ${name} compression`);
    expect(probed.problem.fix).toMatch(/ZIP or PIZ.*oiiotool/);
  });

  test('deep samples', async () => {
    const path = at('deep.exr');
    await writeFile(path, exrFile({ channels: evenColor(1, 1, 1), data, isDeep: true }));
    const probed = await probe(path);
    expect(probed).toMatchObject({ ok: false, problem: { code: 'unsupported' } });
    if (!probed.ok) expect(`${probed.problem.message} ${probed.problem.fix}`).toMatch(/deep EXR.*--flatten/);
  });

  test('deep parts beside a flat one are left out', async () => {
    const bytes = exrFile(
      { name: 'deep', channels: evenColor(1, 1, 1), data, isDeep: true },
      { name: 'flat', channels: evenColor(5, 6, 7), data },
    );
    expect(namesIn(bytes)).toEqual(['flat']);
    expect(await firstPixel(bytes, '')).toEqual([5, 6, 7]);
  });
});
