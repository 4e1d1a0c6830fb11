import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { ImageValue } from '../../src/engine/value.ts';
import { fillTokens, safePart, safeParts } from '../../src/host/services/file-name.ts';
import { createOutputFiles } from '../../src/host/services/output-files.ts';
import { createRig } from './rig.ts';

async function setUp(mayBeAbsolute = false) {
  const rig = await createRig();
  const folder = join(rig.root, 'out');
  const files = createOutputFiles({
    assets: rig.host.assets,
    media: rig.host.media,
    clock: rig.clock,
    folder,
    workflowName: 'Harbor: dawn/dusk',
    mayBeAbsolute,
  });
  const asset = async (text: string): Promise<ImageValue> => {
    const { hash } = await rig.host.assets.importStream(Readable.from([Buffer.from(text)]), 'still.png');
    rig.host.assets.describe(
      hash,
      { kind: 'image', format: 'png', width: 1, height: 1, hasAlpha: false },
      'image/png',
    );
    return { asset: hash, name: 'still.png', width: 1, height: 1 };
  };
  return { rig, folder, files, asset };
}

test('takes count up and never replace each other; the same content keeps its name', async () => {
  const { folder, files, asset } = await setUp();
  const names: string[] = [];
  for (const text of ['one', 'two', 'one', 'three']) {
    const saved = await files.save(await asset(text), '{workflow}_{take}', {});
    if ('failed' in saved) throw new Error(saved.message);
    names.push(saved.path.slice(folder.length + 1));
    expect(await readFile(saved.path, 'utf8')).toBe(text);
  }
  expect(names).toEqual([
    'Harbor- dawn-dusk_001.png',
    'Harbor- dawn-dusk_002.png',
    'Harbor- dawn-dusk_001.png',
    'Harbor- dawn-dusk_003.png',
  ]);
  expect((await readdir(folder)).sort()).toEqual([...new Set(names)].sort());
});

test('a name without {take} gets a number behind it', async () => {
  const { files, asset } = await setUp();
  const first = await files.save(await asset('one'), 'hero_v1.2', {});
  const second = await files.save(await asset('two'), 'hero_v1.2', {});
  expect([first, second]).toEqual([
    expect.objectContaining({ path: expect.stringMatching(/\/hero_v1\.2\.png$/) }),
    expect.objectContaining({ path: expect.stringMatching(/\/hero_v1\.2_2\.png$/) }),
  ]);
});

test('every token is filled, and folders may be part of the name', async () => {
  const { files, folder, asset } = await setUp();
  const saved = await files.save(await asset('one'), '{date}/{node}/{seed}_{take}.png', {
    node: 'Save',
    seed: '42',
  });
  expect(saved).toEqual({ path: join(folder, '2026-11-01/Save/42_001.png'), sizeBytes: 3 });
});

test.each(['../../escape', '/../escape', 'a/../../escape', '..\\..\\escape'])(
  'the name %s stays in the output folder',
  async (name) => {
    const { files, folder, asset } = await setUp();
    const saved = await files.save(await asset('one'), name, {});
    if ('failed' in saved) expect(saved.message).toMatch(/outside the output folder/);
    else expect(saved.path.startsWith(`${folder}/`)).toBe(true);
  },
);

test('a token cannot lead out of the folder', async () => {
  const { files, folder, asset } = await setUp();
  const saved = await files.save(await asset('one'), '{node}', { node: '../../etc/cron.d/x' });
  expect(saved).toMatchObject({ path: join(folder, '..-..-etc-cron.d-x.png') });
});

test('an absolute name needs the leave of the command line', async () => {
  const refusing = await setUp();
  const target = join(refusing.rig.root, 'elsewhere', 'take');
  expect(await refusing.files.save(await refusing.asset('one'), target, {})).toMatchObject({
    failed: true,
    code: 'output',
    param: 'name',
  });
  const allowing = await setUp(true);
  const path = join(allowing.rig.root, 'elsewhere', 'take');
  expect(await allowing.files.save(await allowing.asset('one'), path, {})).toMatchObject({
    path: `${path}.png`,
  });
});

test('a link that leads elsewhere is not written through', async () => {
  const { rig, files, folder, asset } = await setUp();
  await mkdir(folder);
  const target = join(rig.root, 'precious.txt');
  await writeFile(target, 'mine');
  await symlink(target, join(folder, 'take.png'));
  await symlink(join(rig.root, 'nowhere'), join(folder, 'take_2.png'));
  expect(await files.save(await asset('one'), 'take', {})).toMatchObject({
    path: join(folder, 'take_3.png'),
  });
  expect(await readFile(target, 'utf8')).toBe('mine');
});

test('a folder that cannot be written to is told with a way out', async () => {
  const { rig, asset } = await setUp();
  await writeFile(join(rig.root, 'file'), '');
  const files = createOutputFiles({
    assets: rig.host.assets,
    media: rig.host.media,
    clock: rig.clock,
    folder: join(rig.root, 'file', 'below'),
    workflowName: 'x',
    mayBeAbsolute: false,
  });
  expect(await files.save(await asset('one'), 'take', {})).toMatchObject({
    failed: true,
    code: 'output',
    message: expect.stringContaining('take.png'),
    fix: expect.stringContaining('output folder'),
  });
});

test('a file that was changed, or lies elsewhere than it would now, is not intact', async () => {
  const { rig, files, asset } = await setUp();
  const saved = await files.save(await asset('one'), 'take', {});
  if ('failed' in saved) throw new Error(saved.message);
  expect(await files.isIntact(saved, 'take')).toBe(true);
  const elsewhere = createOutputFiles({
    assets: rig.host.assets,
    media: rig.host.media,
    clock: rig.clock,
    folder: join(rig.root, 'elsewhere'),
    workflowName: 'x',
    mayBeAbsolute: false,
  });
  expect(await elsewhere.isIntact(saved, 'take')).toBe(false);
  await writeFile(saved.path, 'longer than before');
  expect(await files.isIntact(saved, 'take')).toBe(false);
});

test.each([
  ['CON', '_CON'],
  ['nul.mp4', '_nul.mp4'],
  ['a<b>:c|d?', 'a-b--c-d-'],
  ['trailing. .', 'trailing'],
  ['...', '_'],
  ['', '_'],
  ['tab\tand\u0000nul', 'tabandnul'],
  ['x'.repeat(300), 'x'.repeat(180)],
])('the part %j becomes %j', (text, expected) => {
  expect(safePart(text)).toBe(expected);
});

test('parts and tokens are made safe one by one', () => {
  expect(safeParts('a/./../b\\c//d')).toEqual(['a', 'b', 'c', 'd']);
  expect(fillTokens('{workflow}-{seed}-{unknown}', { workflow: 'a/b', seed: '' })).toBe('a-b--unknown');
});
