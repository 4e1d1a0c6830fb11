import { readFile, writeFile } from 'node:fs/promises';
import { homedir, hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hidePaths } from '../../src/host/log/hide-paths.ts';
import { createRig, KEY, type Rig } from './rig.ts';

const tell = ({ host }: Rig, text: string) =>
  host.fetch(
    new Request('http://host/api/log', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
    }),
  );

test('an error of a window is one line in the log without a key, and a text without bounds is refused', async () => {
  const rig = await createRig();
  expect((await tell(rig, `This preview can’t be shown: Error: ${KEY}\n  at Preview`)).status).toBe(200);
  expect((await tell(rig, 'x'.repeat(9_000))).status).toBe(400);
  expect((await tell(rig, 'x'.repeat(90_000))).status).toBe(413);
  await rig.host.log.flush();
  const lines = (await readFile(join(rig.home, 'logs', 'blockout.log'), 'utf8')).trimEnd().split('\n');
  const told = lines.filter((line) => / editor /.test(line));
  expect(told).toEqual([
    expect.stringMatching(/error +editor +\[\d+\] This preview can’t be shown: Error: \[key\] ⏎ at Preview$/),
  ]);
});

async function diagnostics({ host }: Rig, query = ''): Promise<string> {
  const answer = await host.fetch(
    new Request(`http://host/api/diagnostics${query}`, { headers: { 'user-agent': 'Chrome/142.0.0.0' } }),
  );
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { text: string }).text;
}

test('diagnostics tell versions, provider, ledger and the last lines, without a path, a name or a key', async () => {
  const rig = await createRig();
  rig.host.log.warning('media', `'${rig.folder}/my shots/it’s Jane's.mp4' can’t be read`, new Error(KEY));
  rig.host.log.warning(
    'media',
    `${homedir()}/Jane Doe/plate 2.mp4 belongs to ${userInfo().username} at ${hostname()}`,
  );
  const text = await diagnostics(rig);
  expect(text).toMatch(/^Blockout \d+\.\d+\.\d+, browser$/m);
  expect(text).toMatch(new RegExp(`^Node ${process.versions.node}, SQLite `, 'm'));
  expect(text).toMatch(/^System linux|darwin|win32/m);
  expect(text).toMatch(/^Window Chrome\/142\.0\.0\.0$/m);
  expect(text).toMatch(/^Provider fal \(ready\)$/m);
  expect(text).toMatch(/^Ledger in order, 0 jobs$/m);
  // Where it broke in the program is told.
  expect(text).toMatch(/⏎ at .*test\/host\/diagnostics\.test\.ts:\d+/);
  for (const secret of [rig.home, rig.root, homedir(), 'shots', 'Jane', 'plate', ...KEY.split(':')])
    expect(text).not.toContain(secret);
  const lines = text.split('lines of the log:')[1]!;
  expect(lines).toMatch(/belongs to \[name\] at \[name\]$/m);

  const told = await diagnostics(rig, '?paths=yes');
  expect(told).toContain(`Data folder ${rig.home}`);
  expect(told).toContain(`${rig.folder}/my shots/it’s Jane's.mp4`);
  for (const part of KEY.split(':')) expect(told).not.toContain(part);
});

test('diagnostics of a damaged ledger say so', async () => {
  const rig = await createRig();
  await rig.host.close();
  await writeFile(join(rig.home, 'blockout.db'), 'x'.repeat(50_000));
  rig.host = rig.openHost();
  expect(await diagnostics(rig)).toMatch(/^Ledger damaged, read-only, 0 jobs: .*nothing can be sent/m);
});

const PLACES = { program: '/opt/blockout', folders: ['/Users/Jane Doe'], names: ['jane', 'studio-7'] };

test.each([
  ['open /Users/Jane Doe/shots/a b.mp4 failed', 'open [path] failed'],
  ['‘/mnt/big disk/it’s.mov’, and on', '‘[path]’, and on'],
  ['can’t read "C:\\Users\\jane\\x y.png".', 'can’t read "[path]".'],
  ['at \\\\server\\share\\x.exr now', 'at [path] now'],
  ['/srv/my shows/ep 1/plate v2.mp4 can’t be read', '[path] can’t be read'],
  ['at f (file:///opt/blockout/src/host/x.ts:1:2) ⏎ at g', 'at f (blockout/src/host/x.ts:1:2) ⏎ at g'],
  ['at f (file:///home/jane/plugin.js:1:2) ⏎ at g (/etc/x:3)', 'at f ([path]) ⏎ at g ([path])'],
  ['POST /api/plan failed for Jane on STUDIO-7', 'POST /api/plan failed for [name] on [name]'],
  [
    'see https://fal.run/fal-ai/ltx, 24/25 fps, and/or ~/notes.txt',
    'see https://fal.run/fal-ai/ltx, 24/25 fps, and/or [path]',
  ],
])('hides of “%s” what is private and no more', (text, hidden) => {
  expect(hidePaths(text, PLACES)).toBe(hidden);
});
