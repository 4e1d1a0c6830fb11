import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { servedTransport } from '../../src/host/providers/transport.ts';
import { serveSimulator } from '../../src/simulator/serve.ts';
import { quickRenderer } from '../kept-processes.ts';
import { type Call, createRig, onlyJob, type Rig } from './rig.ts';

const initiates = (rig: Rig): Call[] => rig.calls.filter(({ path }) => path === '/storage/upload/initiate');

test('a clip is uploaded once for many takes, also in a new session', async () => {
  const rig = await createRig();
  await rig.run();
  await rig.change({ seed: 43 });
  await rig.run();
  await rig.host.close();
  rig.host = rig.openHost();
  await rig.change({ seed: 44 });
  expect((await rig.run()).status).toBe('done');
  expect(rig.submits()).toHaveLength(3);
  expect(initiates(rig)).toHaveLength(1);
});

test('an upload is forgotten before the provider forgets it', async () => {
  const rig = await createRig();
  await rig.run();
  rig.clock.advance(6 * 24 * 3_600_000 + 1);
  await rig.change({ seed: 43 });
  await rig.run();
  expect(initiates(rig)).toHaveLength(2);
  const lifetime = initiates(rig)[0]!.headers.get('x-fal-object-lifecycle');
  expect(JSON.parse(lifetime!)).toEqual({ expiration_duration_seconds: 7 * 24 * 3600 });
});

test('with the storage down nothing is submitted, and the problem says so', async () => {
  const rig = await createRig({ profile: 'upload-down' });
  const { problems } = await rig.run();
  expect(problems[0]!.message).toMatch(/^The upload failed and nothing was submitted\./);
  expect(initiates(rig)).toHaveLength(3);
  expect(rig.submits()).toEqual([]);
  expect(onlyJob(rig.host)).toMatchObject({ state: 'failed', charge: 'free' });
});

test('an old upload that has vanished is replaced once', async () => {
  const rig = await createRig();
  await rig.run();
  rig.simulator.setProfile('download-error');
  await rig.change({ seed: 43 });
  const { problems } = await rig.run();
  expect(problems[0]!.message).toMatch(/Failed to download the file/);
  expect(initiates(rig)).toHaveLength(2);
  expect(rig.submits()).toHaveLength(3);

  // The fresh upload was refused as well: now it is not the upload.
  rig.simulator.setProfile('happy');
  await rig.change({ seed: 44 });
  expect((await rig.run()).status).toBe('done');
});

test('a fresh upload that cannot be fetched is not sent again by itself', async () => {
  const rig = await createRig({ profile: 'download-error' });
  await rig.run();
  expect(rig.submits()).toHaveLength(1);
});

test('over a real connection the upload announces its length and reports progress', async () => {
  const lengths: (string | null)[] = [];
  const rig = await createRig();
  const served = await serveSimulator({
    port: 0,
    renderer: quickRenderer,
    dataDir: join(rig.root, 'served'),
    clock: rig.clock,
  });
  onTestFinished(() => served.close());
  const toServed = servedTransport(served.origin);
  await rig.host.close();
  rig.host = rig.openHost({
    transport: (url, init) => {
      if (init.method === 'PUT') lengths.push(new Headers(init.headers).get('content-length'));
      return toServed(url, init);
    },
  });
  const { status, events } = await rig.run();
  expect(status).toBe('done');
  const clip = await readFile(join(rig.folder, 'clip.mp4'));
  expect(lengths).toEqual([String(clip.length)]);
  const uploads = events.flatMap((event) =>
    event.kind === 'node-progress' && event.state === 'uploading' ? [event.fraction] : [],
  );
  expect(uploads[0]).toBe(0);
  expect(uploads.at(-1)).toBe(1);
});
