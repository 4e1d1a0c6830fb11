import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { ImageValue } from '../../src/engine/value.ts';
import { fillTokens, safePart, safeParts } from '../../src/host/services/file-name.ts';
import { createOutputFiles } from '../../src/host/services/output-files.ts';
import { createRig } from './rig.ts';

async function setUp() {
  const rig = await createRig();
  const folder = join(rig.root, 'out');
  const files = createOutputFiles({
    home: rig.home,
    assets: rig.host.assets,
    media: rig.host.media,
    clock: rig.clock,
    ...{ folder, root: folder },
    workflowName: 'Harbor: dawn/dusk',
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

test('an absolute name leads outside, whoever wrote it', async () => {
  const { rig, files, asset } = await setUp();
  const target = join(rig.root, 'elsewhere', 'take');
  expect(await files.save(await asset('one'), target, {})).toEqual({
    failed: true,
    code: 'output',
    param: 'name',
    message: `“${target}” leads outside the output folder.`,
    fix: 'Use a name below it, or choose another output folder: --out on the command line, the settings in the editor.',
  });
  expect(existsSync(join(rig.root, 'elsewhere'))).toBe(false);
});

test('a folder that is a link is written into only where it stays in the output folder', async () => {
  const { rig, files, folder, asset } = await setUp();
  const outside = join(rig.root, 'outside');
  await mkdir(join(folder, 'shots'), { recursive: true });
  await mkdir(outside);
  await symlink(outside, join(folder, 'away'));
  await symlink(join(rig.root, 'not-there-yet'), join(folder, 'dangling'));
  await symlink(join(folder, 'shots'), join(folder, 'inner'));
  for (const name of ['away/take', 'away/deeper/take']) {
    expect(await files.save(await asset('one'), name, {})).toMatchObject({
      failed: true,
      code: 'output',
      param: 'name',
      message: `“${name}” leads outside the output folder through a link.`,
    });
  }
  expect(await files.save(await asset('one'), 'dangling/take', {})).toMatchObject({ failed: true });
  expect(await readdir(rig.root)).not.toContain('not-there-yet');
  expect(await readdir(outside)).toEqual([]);
  const inner = await files.save(await asset('one'), 'inner/take', {});
  expect(inner).toMatchObject({ path: join(folder, 'inner/take.png') });
  expect(await readdir(join(folder, 'shots'))).toEqual(['take.png']);
});

test('an output folder that came as a link beside the workflow leads nowhere; one that the user chose does', async () => {
  const rig = await createRig();
  const outside = join(rig.root, 'outside');
  await mkdir(outside);
  await symlink(outside, join(rig.folder, 'output'));
  const beside = await rig.run();
  expect(beside).toMatchObject({
    status: 'failed',
    problems: [
      { nodeId: 'save', message: expect.stringContaining('outside the output folder through a link') },
    ],
  });
  expect(await readdir(outside)).toEqual([]);
  const chosen = await rig.run({ outDir: join(rig.folder, 'output') });
  expect(chosen.status).toBe('done');
  expect(await readdir(outside)).toEqual(['Shot_001.mp4']);
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
    home: rig.home,
    assets: rig.host.assets,
    media: rig.host.media,
    clock: rig.clock,
    ...{ folder: join(rig.root, 'file', 'below'), root: join(rig.root, 'file', 'below') },
    workflowName: 'x',
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
  expect(await files.isIntact(saved)).toBe(true);
  const elsewhere = createOutputFiles({
    home: rig.home,
    assets: rig.host.assets,
    media: rig.host.media,
    clock: rig.clock,
    ...{ folder: join(rig.root, 'elsewhere'), root: join(rig.root, 'elsewhere') },
    workflowName: 'x',
  });
  expect(await elsewhere.isIntact(saved)).toBe(false);
  await writeFile(saved.path, 'longer than before');
  expect(await files.isIntact(saved)).toBe(false);
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
