import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { NODE_TYPES } from '../../src/nodes/index.ts';
import { createRig, onlyJob, type Rig } from './rig.ts';
import { shotDocument } from './shot.ts';

/** A workflow that lifts the clip into HDR and saves its frames. */
async function createHdrRig(profile?: string): Promise<Rig> {
  const rig = await createRig({ profile, host: { nodeTypes: NODE_TYPES } });
  const shot = shotDocument();
  const nodes = shot.nodes.map((node) => {
    if (node.id === 'request') {
      const params = { num_frames: 9, resolution: { width: 128, height: 64 }, prompt: 'sun behind fog' };
      return { ...node, type: 'hdr', params: { ...params, seed: { mode: 'fixed', value: 42 } } };
    }
    return node.id === 'save' ? { ...node, type: 'save-frames', params: { first_number: 1001 } } : node;
  });
  const edges = shot.edges.map((edge) =>
    edge.to.node === 'save'
      ? { from: { node: 'submit', port: 'frames' }, to: { node: 'save', port: 'frames' } }
      : edge,
  );
  await writeFile(join(rig.folder, 'shot.json'), JSON.stringify({ ...shot, nodes, edges }));
  return rig;
}

/** The asset of a frame by its number. */
const exrAsset = (rig: Rig, frame: number) =>
  rig.host.assets.list(100).find(({ name }) => name === `frame_0000${frame}.exr`)!.hash;
const isArchive = (path: string) => path.endsWith('_exr_frames.zip');
const answer = (bytes: Uint8Array) => Promise.resolve(new Response(bytes as Uint8Array<ArrayBuffer>));

test('an HDR request brings a preview and every frame, which are saved under the artist’s numbers', async () => {
  const rig = await createHdrRig();
  const { status, problems } = await rig.run();
  expect([status, problems]).toEqual(['done', []]);
  const job = onlyJob(rig.host);
  expect(job).toMatchObject({ state: 'done', notes: [] });
  expect(job.exrFrameCount).toBe(9);
  expect(rig.host.assets.get(job.asset!)?.contentType).toBe('video/mp4');
  const folder = join(rig.folder, 'output', 'Shot_001');
  const names = Array.from({ length: 9 }, (_, frame) => `Shot_001.${1001 + frame}.exr`);
  expect(await readdir(folder)).toEqual(names);
  const bytes = await readFile(join(folder, names[8]!));
  expect(bytes.equals(await readFile(rig.host.assets.pathOf(exrAsset(rig, 8))))).toBe(true);
  expect(await readdir(join(rig.home, 'partial'))).toEqual([]);
  expect(await readdir(join(rig.home, 'scratch'))).toEqual([]);

  const again = await rig.plan();
  expect(again.spending.jobCount).toBe(0);
  expect((await rig.run()).status).toBe('done');
  expect(rig.submits()).toHaveLength(1);
});

test('the frames can be looked at with exposure and tone mapping', async () => {
  const rig = await createHdrRig();
  await rig.run();
  const asset = exrAsset(rig, 0);
  const look = (query: string) => rig.host.fetch(new Request(`http://host/api/assets/${asset}/exr?${query}`));
  const [dark, bright] = await Promise.all(
    ['exposure=-3', 'exposure=2&tone=reinhard'].map(async (query) => {
      const response = await look(query);
      expect(response.headers.get('content-type')).toBe('image/jpeg');
      return Buffer.from(await response.arrayBuffer());
    }),
  );
  expect(dark!.equals(bright!)).toBe(false);
  expect((await look('tone=other')).status).toBe(400);
  const preview = onlyJob(rig.host).asset!;
  const refused = await rig.host.fetch(new Request(`http://host/api/assets/${preview}/exr`));
  expect(refused.status).toBe(422);
  const poster = await rig.host.fetch(new Request(`http://host/api/assets/${asset}/poster?width=64`));
  expect(poster.headers.get('content-type')).toBe('image/jpeg');
});

test('a damaged archive is fetched again, without another submit', async () => {
  const rig = await createHdrRig();
  let isDamaged = true;
  rig.intercept = ({ path, method }) => {
    if (method !== 'GET' || !isArchive(path) || !isDamaged) return undefined;
    isDamaged = false;
    return answer(new Uint8Array(500));
  };
  expect((await rig.run()).status).toBe('done');
  expect(onlyJob(rig.host).exrFrameCount).toBe(9);
  expect(rig.submits()).toHaveLength(1);
});

test('an archive that stays away leaves the job open; a resume brings the frames, the preview is not fetched twice', async () => {
  const rig = await createHdrRig();
  let isDown = true;
  rig.intercept = ({ path, method }) =>
    isDown && method === 'GET' && isArchive(path)
      ? Promise.resolve(new Response('Not Found', { status: 404 }))
      : undefined;
  expect((await rig.run()).status).toBe('failed');
  expect(onlyJob(rig.host)).toMatchObject({ state: 'fetching', asset: expect.any(String), exrFrameCount: 0 });
  isDown = false;
  const [job] = await rig.host.jobs.resume(onlyJob(rig.host).id);
  expect(job).toMatchObject({ state: 'done' });
  const previews = rig.calls.filter(({ path }) => path.endsWith('output.mp4'));
  expect(previews).toHaveLength(1);
  expect(rig.submits()).toHaveLength(1);
});

/** A finished HDR job, one of whose frames was deleted from the store. */
async function createRigWithoutFrame(): Promise<Rig> {
  const rig = await createHdrRig();
  expect((await rig.run()).status).toBe('done');
  await rm(rig.host.assets.pathOf(exrAsset(rig, 3)));
  return rig;
}

const runSubmit = async (rig: Rig) => rig.host.run(await rig.plan({ targets: ['submit'] }));

test('deleted frames are fetched again with their archive, and nothing is paid again', async () => {
  const rig = await createRigWithoutFrame();
  expect((await runSubmit(rig)).status).toBe('done');
  expect(rig.host.assets.has(exrAsset(rig, 3))).toBe(true);
  expect(onlyJob(rig.host)).toMatchObject({
    state: 'done',
    exrFrameCount: 9,
    notes: [expect.stringMatching(/fetched again .* nothing was paid again/)],
  });
  expect(rig.submits()).toHaveLength(1);
});

test('deleted frames whose archive is gone at the provider end the job, with the price of another take', async () => {
  const rig = await createRigWithoutFrame();
  rig.intercept = ({ path, method }) =>
    method === 'GET' && isArchive(path)
      ? Promise.resolve(new Response('Not Found', { status: 404 }))
      : undefined;
  const { status, problems } = await runSubmit(rig);
  expect(status).toBe('failed');
  expect(problems[0]!.message).toMatch(
    /^Some of the EXR frames .* gone from this computer, and fal no longer has them/,
  );
  expect(problems[0]!.fix).toMatch(/buys a new take, for ≈ \$0\.\d+ more\. fal charged \$0\.\d+ for it\.$/);
  expect(onlyJob(rig.host)).toMatchObject({ state: 'expired', charge: 'billed' });
  expect(rig.submits()).toHaveLength(1);

  // Now the artist knows, and presses Run again.
  rig.intercept = () => undefined;
  expect((await runSubmit(rig)).status).toBe('done');
  expect(rig.submits()).toHaveLength(2);
});

test('a dangerous archive is not unpacked; what was paid is kept', async () => {
  const rig = await createHdrRig();
  const evil = zipSync({ 'frame_1.exr': new TextEncoder().encode('<html>') });
  rig.intercept = ({ path, method }, url, init) => {
    if (method !== 'GET') return undefined;
    if (isArchive(path)) return answer(evil);
    return /\/requests\/[^/]+$/.test(path) ? withoutSize(rig, url, init) : undefined;
  };
  const { problems } = await rig.run();
  expect(problems[0]).toMatchObject({
    nodeId: 'submit',
    message: 'The EXR archive was not unpacked: “frame_1.exr” is no EXR picture.',
    fix: expect.stringContaining('The preview video is in the assets'),
  });
  const job = onlyJob(rig.host);
  expect(job).toMatchObject({ state: 'failed', charge: 'billed', exrFrameCount: 0 });
  const kept = problems[0]!.fix.match(/kept unopened as (\S+)\. /)![1]!;
  expect((await readFile(kept)).equals(Buffer.from(evil))).toBe(true);
});

test.each([
  ['archive-outside', /^The EXR archive was not unpacked: .*invalid relative path/],
  ['archive-bomb', /^The EXR archive was not unpacked: “frame_\d+\.exr” would be 4027 MB large/],
])('%s: nothing of it is unpacked, the preview is kept and paid once', async (profile, message) => {
  const rig = await createHdrRig(profile);
  const { problems } = await rig.run();
  expect(problems[0]!.message).toMatch(message);
  const job = onlyJob(rig.host);
  expect(job).toMatchObject({ state: 'failed', charge: 'billed', exrFrameCount: 0 });
  expect(rig.host.assets.has(job.asset!)).toBe(true);
  expect(rig.host.assets.list(100).filter(({ name }) => name.endsWith('.exr'))).toEqual([]);
  expect(await readdir(rig.root)).not.toContain('outside.exr');
  expect(rig.submits()).toHaveLength(1);
});

test('archive-damaged: the archive is fetched again, nothing is submitted again', async () => {
  const rig = await createHdrRig('archive-damaged');
  expect((await rig.run()).status).toBe('done');
  expect(onlyJob(rig.host).exrFrameCount).toBe(9);
  const archives = rig.calls.filter(({ path, method }) => method === 'GET' && isArchive(path));
  expect(archives.length).toBeGreaterThan(1);
  expect(rig.submits()).toHaveLength(1);
});

test('saving frames of a request that brings none is refused before anything is sent', async () => {
  const rig = await createHdrRig();
  const path = join(rig.folder, 'shot.json');
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.replace('"type":"hdr"', '"type":"reference-video-to-video"'));
  const { problems } = await rig.plan();
  expect(problems).toMatchObject([{ nodeId: 'save', message: 'The request brings no EXR frames.' }]);
  expect((await rig.run()).status).toBe('failed');
  expect(rig.submits()).toHaveLength(0);
});

/** The result as it is, but for the archive's size. */
async function withoutSize(rig: Rig, url: string, init: RequestInit): Promise<Response> {
  const response = await rig.simulator.fetch(new Request(url, init));
  const body = (await response.json()) as { exr_frames_url?: { file_size?: number } };
  delete body.exr_frames_url?.file_size;
  return Response.json(body, { status: response.status, headers: response.headers });
}
