import { copyFileSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { documentOf } from '../host/graph-of.ts';
import { CLIP, shotDocument } from '../host/shot.ts';
import { writeGrey } from '../media/grey-frame.ts';
import { type Bench, createBench, type Finished } from './command-line.ts';

const RESOURCES = resolve(import.meta.dirname, '../../resources');

const benches: Bench[] = [];
let bench: Bench;
/** A workflow that somebody sent, which names a file of the user beside its own folder. */
let sent: string;
let secret: string;
beforeEach(() => {
  bench = createBench();
  benches.push(bench);
  for (const name of ['private', 'download', 'home']) mkdirSync(join(bench.folder, name));
  secret = join(bench.folder, 'private', 'passport.mp4');
  copyFileSync(CLIP, secret);
  sent = bench.write('download/shot.json', shotDocument({ clip: { path: '../private/passport.mp4' } }));
});
// Processes of the media live as long as the file and may have started in any of these folders.
afterAll(() => {
  for (const used of benches) used.remove();
});

const privateFolder = () => join(bench.folder, 'private');
const REFUSED = /“\.\.\/private\/passport\.mp4” lies outside the workflow’s folder, so it is not read\./;

/** Nothing was read into the store, sent or written. */
async function expectUntouched(): Promise<void> {
  expect(readdirSync(join(bench.folder, 'home', 'assets')).filter((name) => name.length === 2)).toEqual([]);
  expect((await bench.cli(['jobs', '--json'])).events()).toEqual([]);
  expect(existsSync(join(bench.folder, 'output'))).toBe(false);
}

/** A plan that has the file. */
function expectRead(done: Finished): void {
  expect([done.stderr, done.status]).toEqual(['', 0]);
  expect(done.stdout).toMatch(/64×64 · 12 f/);
}

describe('a file outside of the workflow’s folder', () => {
  test.each([
    ['run', ['--yes']],
    ['check', []],
    ['export', ['--as', 'json']],
  ])('is not read by %s, and the flag that allows it is named', async (command, more) => {
    const done = await bench.cli([command, sent, ...more]);
    expect(done.stderr).toMatch(REFUSED);
    expect(done.stderr).toContain(`Add --grant ${privateFolder()} to allow it`);
    expect(done.status).toBe(2);
    await expectUntouched();
  });

  test('nor is it where a link inside leads there, or its whole path is given', async () => {
    symlinkSync(secret, join(bench.folder, 'download', 'clip.mp4'));
    for (const path of ['clip.mp4', secret]) {
      const done = await bench.cli([
        'check',
        bench.write('download/other.json', shotDocument({ clip: { path } })),
      ]);
      expect(done.stderr).toContain(`Add --grant ${privateFolder()} to allow it`);
      expect(done.status).toBe(2);
    }
    await expectUntouched();
  });

  test('nor is a folder of shots, or a sequence', async () => {
    mkdirSync(join(bench.folder, 'render'));
    for (const number of [1, 2]) {
      await writeGrey(join(bench.folder, 'render', `f_${number}.png`), 100, { width: 128, height: 96 });
    }
    const nodes = {
      shots: { type: 'shot-folder', params: { folder: { path: '../private' } } },
      seq: { type: 'image-sequence', params: { frames: { path: '../render/f_#.png' } } },
      save: { type: 'save-video' },
      saveToo: { type: 'save-video' },
    };
    const path = bench.write(
      'download/many.json',
      documentOf(nodes, ['shots.video > save.video', 'seq.video > saveToo.video']),
    );
    const done = await bench.cli(['check', path]);
    expect(done.status).toBe(2);
    for (const folder of ['private', 'render'])
      expect(done.stderr).toContain(`--grant ${join(bench.folder, folder)} `);
    const granted = await bench.cli(['check', path, '--grant', 'private', '--grant', 'render']);
    expect([granted.status, granted.stderr]).toEqual([0, '']);
  });

  test('is told as missing where it is not there', async () => {
    const path = bench.write('download/gone.json', shotDocument({ clip: { path: '../private/gone.mp4' } }));
    const done = await bench.cli(['check', path]);
    expect(done.stderr).toMatch(/“\.\.\/private\/gone\.mp4” is not there\./);
    expect(done.stderr).not.toMatch(/--grant/);
  });

  test('is told to programs with where it lies and what to allow', async () => {
    const [plan] = (await bench.cli(['check', sent, '--json'])).events();
    expect(plan).toMatchObject({
      isRunnable: false,
      problems: [{ code: 'closed-media', nodeId: 'clip', closed: { path: secret, offer: privateFolder() } }],
    });
  });
});

describe('it is read', () => {
  test.each([
    ['with --grant of its folder', ['--grant', 'private']],
    ['with --grant of the file alone', ['--grant', 'private/passport.mp4']],
    ['with --grant of a folder further up', ['--grant', '.']],
    ['named by --input', ['--input', 'clip=private/passport.mp4']],
    ['named by --set, from the workflow’s folder on', ['--set', 'clip.clip=../private/passport.mp4']],
  ])('%s', async (_, flags) => {
    expectRead(await bench.cli(['check', sent, ...flags]));
  });

  test('where the settings allow its folder, and no longer when that is revoked', async () => {
    const settings = join(bench.folder, 'home', 'settings.json');
    writeFileSync(settings, JSON.stringify({ grantedFolders: [privateFolder()] }));
    expectRead(await bench.cli(['check', sent]));
    writeFileSync(settings, JSON.stringify({ grantedFolders: [] }));
    expect((await bench.cli(['check', sent])).stderr).toMatch(REFUSED);
  });

  test('and --grant holds for this once alone', async () => {
    expectRead(await bench.cli(['check', sent, '--grant', 'private']));
    expect((await bench.cli(['check', sent])).stderr).toMatch(REFUSED);
  });

  test('but not by a --grant of what is not there', async () => {
    const done = await bench.cli(['check', sent, '--grant', 'nowhere']);
    expect([done.status, done.stderr]).toEqual([2, 'error: --grant nowhere: there is no such folder.\n']);
  });
});

describe('on a terminal it is asked for', () => {
  test('once, with the whole paths, and read after a yes', async () => {
    const other = join(bench.folder, 'private', 'visa.mp4');
    copyFileSync(CLIP, other);
    const document = shotDocument({ clip: { path: secret } });
    const second = { ...document.nodes[0]!, id: 'other', params: { clip: { path: '../private/visa.mp4' } } };
    const nodes = [...document.nodes, second];
    const save = { ...document.nodes[3]!, id: 'save-other' };
    const edge = { from: { node: 'other', port: 'video' }, to: { node: 'save-other', port: 'video' } };
    const path = bench.write('download/two.json', {
      ...document,
      nodes: [...nodes, save],
      edges: [...document.edges, edge],
    });
    const done = await bench.typing('y\n', ['check', path]);
    expect(done.stderr).toBe(
      `two.json wants to read outside its own folder:\n    ${secret}\n    ${other}\n    Allow all of them for this once? [y/N] `,
    );
    expect(done.status).toBe(0);
    expect(done.stdout).toMatch(/no errors/);
  });

  test('and not read after anything else', async () => {
    for (const typed of ['n\n', '\n', '']) {
      const done = await bench.typing(typed, ['run', sent]);
      expect(done.stderr).toMatch(REFUSED);
      expect(done.status).toBe(2);
    }
    await expectUntouched();
  });

  test('but never with --json, where nobody would see it', async () => {
    const done = await bench.typing('y\n', ['check', sent, '--json']);
    expect([done.status, done.stderr]).toEqual([2, '']);
    expect(done.events()[0]).toMatchObject({ isRunnable: false });
  });
});

describe('what is written', () => {
  test.each(['/tmp/blockout-escape', '../../escape', '..\\escape'])(
    'stays below --out: the name %s is refused before a job is sent',
    async (name) => {
      const path = bench.write('download/out.json', shotDocument({ clip: { path: secret }, saveAs: name }));
      const done = await bench.cli(['run', path, '--grant', 'private', '--out', 'out']);
      expect(done.stderr).toMatch(/param “name”: .* leads outside the output folder\. .*--out/);
      expect(done.status).toBe(2);
      expect((await bench.cli(['jobs', '--json'])).events()).toEqual([]);
      expect(readdirSync(bench.folder)).not.toContain('out');
    },
  );
});

describe('the product’s own templates', () => {
  test('read their samples without a flag', async () => {
    const done = await bench.cli(['check', join(RESOURCES, 'templates', 'keyframes.json')]);
    expect([done.status, done.stderr]).toEqual([0, '']);
  });

  test('and nobody else reads these', async () => {
    const sample = join(RESOURCES, 'sample', 'harbor.mp4');
    const path = bench.write('download/sample.json', shotDocument({ clip: { path: sample } }));
    const done = await bench.cli(['check', path]);
    expect(done.stderr).toContain(`Add --grant ${join(RESOURCES, 'sample')} `);
  });
});
