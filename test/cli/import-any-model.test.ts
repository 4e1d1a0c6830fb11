import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { importText } from '../../src/cli/import-command.ts';
import { createOutput } from '../../src/cli/output.ts';
import { documentOf } from '../fal/openapi/documents.ts';
import { createRig, type Rig } from '../host/rig.ts';

const silent = createOutput(
  { stdin: Readable.from([]), stdout: new PassThrough(), stderr: new PassThrough() },
  false,
);

const { signal } = new AbortController();

/** Imports a request to a model without a node of its own and returns the node that asks it. */
async function imported(rig: Rig, name: string) {
  const file = join(rig.folder, 'request.json');
  const out = join(rig.folder, name);
  await writeFile(file, JSON.stringify({ endpoint: 'fal-ai/any', input: { prompt: 'fog' } }));
  const status = await importText(file, out, { host: rig.host, output: silent, env: {}, signal });
  expect(status).toBe(0);
  const { nodes } = JSON.parse(await readFile(out, 'utf8')) as { nodes: { type: string; params: object }[] };
  return nodes.find(({ type }) => type === 'fal-endpoint');
}

test('a request to any model is imported with the fields that fal tells, and without fal by the last copy', async () => {
  const rig = await createRig();
  await rig.host.settings.update({ provider: 'fal' });
  rig.intercept = ({ host }) =>
    host === 'fal.ai'
      ? Promise.resolve(Response.json(documentOf({ prompt: { type: 'string' } })))
      : undefined;
  const params = { endpoint: { id: 'fal-ai/any', schema: { source: 'fal' } }, prompt: 'fog' };
  expect(await imported(rig, 'first.json')).toMatchObject({ params });
  rig.intercept = ({ host }) => (host === 'fal.ai' ? Promise.reject(new TypeError('offline')) : undefined);
  expect(await imported(rig, 'second.json')).toMatchObject({ params });
  expect(rig.submits()).toEqual([]);
});
