import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
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
