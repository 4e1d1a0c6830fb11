import { openAsBlob } from 'node:fs';
import { open, readdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { quickenClientRetries } from './quick-retries.ts';
import { COMMON_HEADERS, createRig, DOORS, type Rig } from './rig.ts';

const MIB = 1024 * 1024;
const PART_BYTES = 10 * MIB;

describe.each(DOORS)('uploads by the fal client, %s', (door) => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await createRig(door);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await rig.close();
  });

  async function largeFile(sizeBytes: number): Promise<string> {
    const path = join(rig.dataDir, 'large.mov');
    await writeFile(path, 'first bytes');
    await truncate(path, sizeBytes);
    const file = await open(path, 'r+');
    await file.write('last bytes', sizeBytes - 10);
    await file.close();
    return path;
  }

  async function initiate(call: string, body: { content_type: string; file_name: string }): Promise<string> {
    const url = `https://rest.fal.ai/storage/upload/${call}`;
    const answer = await rig.json<{ upload_url: string }>(url, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    return answer.body.upload_url;
  }

  test('a small file is initiated with the key and put without it', async () => {
    const file = new File(['pixels'], 'shot 1.mp4', { type: 'video/mp4' });
    const url = await rig.client.storage.upload(file);
    expect(rig.requests).toHaveLength(2);
    const [initiate, put] = rig.requests;
    expect(initiate).toEqual({
      method: 'POST',
      host: 'rest.fal.ai',
      path: '/storage/upload/initiate',
      query: '?storage_type=fal-cdn-v3',
      headers: COMMON_HEADERS,
      body: { content_type: 'video/mp4', file_name: 'shot 1.mp4' },
    });
    expect(put).toMatchObject({
      method: 'PUT',
      host: 'v3b.fal.media',
      headers: { 'content-type': 'video/mp4' },
    });
    expect(put!.headers.authorization).toBeUndefined();
    expect(url).toMatch(/^https:\/\/v3b\.fal\.media\/files\/b\/[0-9a-f]{8}\/\w+_shot_1\.mp4$/);

    const stored = await rig.fetch(url);
    expect(stored.headers.get('content-type')).toBe('video/mp4');
    expect(await stored.text()).toBe('pixels');
  });

  test('a lifetime is sent as a header and ends the file', async () => {
    const blob = new Blob(['x'], { type: 'text/plain' });
    const url = await rig.client.storage.upload(blob, { lifecycle: { expiresIn: '1h' } });
    expect(rig.requests[0]!.headers['x-fal-object-lifecycle']).toBe('{"expiration_duration_seconds":3600}');
    await rig.clock.advance(3_599_000);
    expect((await rig.fetch(url)).status).toBe(200);
    await rig.clock.advance(1_000);
    expect((await rig.fetch(url)).status).toBe(404);
  });

  test('90 MiB still go in one piece', async () => {
    const path = await largeFile(90 * MIB);
    await rig.upload(path, 'video/quicktime');
    expect(rig.requests.map(({ method }) => method)).toEqual(['POST', 'PUT']);
  });

  test('more than 90 MiB go in parts of 10 MiB, each retried on its own', async () => {
    rig.simulator.setProfile('part-fails');
    const sizeBytes = 90 * MIB + 1;
    const path = await largeFile(sizeBytes);
    const url = await rig.client.storage.upload(await openAsBlob(path, { type: 'video/quicktime' }));

    const [initiate, ...rest] = rig.requests;
    const complete = rest.pop()!;
    expect(initiate).toMatchObject({
      path: '/storage/upload/initiate-multipart',
      query: '?storage_type=fal-cdn-v3',
    });
    const uploadPath = complete.path.replace(/\/complete$/, '');
    expect(rest.map(({ path: put }) => put)).toEqual(
      [1, 2, 3, 3, 3, 4, 5, 6, 7, 8, 9, 10].map((part) => `${uploadPath}/${part}`),
    );
    expect(rest.every(({ method, headers }) => method === 'PUT' && Object.keys(headers).length === 0)).toBe(
      true,
    );
    expect(rest.every(({ query }) => query === complete.query)).toBe(true);
    expect(complete).toMatchObject({ method: 'POST', headers: { 'content-type': 'application/json' } });
    const { parts } = complete.body as { parts: { partNumber: number; etag: string }[] };
    expect(parts.map(({ partNumber }) => partNumber)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(parts.every(({ etag }) => /^"[0-9a-f]{32}"$/.test(etag))).toBe(true);

    const head = await rig.fetch(url, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(String(sizeBytes));
    expect(await (await rig.fetch(url, { headers: { range: 'bytes=0-10' } })).text()).toBe('first bytes');
    expect(await (await rig.fetch(url, { headers: { range: 'bytes=-10' } })).text()).toBe('last bytes');
    expect(await readdir(join(rig.dataDir, 'uploads'))).toEqual([]);
  });

  test('completing with a part that was never sent is refused', async () => {
    const upload_url = await initiate('initiate-multipart', {
      content_type: 'video/mp4',
      file_name: 'a.mp4',
    });
    const { origin, pathname, search } = new URL(upload_url);
    const put = await rig.fetch(`${origin}${pathname}/1${search}`, { method: 'PUT', body: 'one' });
    const part = await put.json();
    expect(put.headers.get('content-type')).toContain('application/json');
    const complete = (parts: unknown[]) =>
      rig.fetch(`${origin}${pathname}/complete${search}`, {
        method: 'POST',
        body: JSON.stringify({ parts }),
      });
    const missing = await complete([part, { partNumber: 2, etag: '"0"' }]);
    expect([missing.status, await missing.json()]).toEqual([
      400,
      { detail: 'Upload not completed: part 2 was never uploaded.' },
    ]);
    expect((await complete([part])).status).toBe(200);
  });

  test('an upload URL works only with its signature', async () => {
    const upload_url = await initiate('initiate', { content_type: 'text/plain', file_name: 'a.txt' });
    const forged = new URL(upload_url);
    forged.searchParams.set('signature', 'guess');
    expect((await rig.fetch(forged.href, { method: 'PUT', body: 'x' })).status).toBe(403);
  });

  test('the initiate call is tried four times, the bytes of a small file once', async () => {
    const delaysMs = quickenClientRetries();
    rig.simulator.setProfile('upload-down');
    const file = new Blob(['x'], { type: 'text/plain' });
    await expect(rig.client.storage.upload(file)).rejects.toMatchObject({ status: 503 });
    expect(rig.requests).toHaveLength(4);
    expect(delaysMs.map((ms) => Math.round(Math.log2(ms / 1000)) + 0)).toEqual([0, 1, 2]);

    rig.requests.length = 0;
    rig.simulator.setProfile('upload-fails');
    await expect(rig.client.storage.upload(file)).rejects.toMatchObject({ status: 500 });
    expect(rig.requests.map(({ method }) => method)).toEqual(['POST', 'PUT']);
  });

  test('a part is tried three times in all', async () => {
    rig.simulator.setProfile('upload-fails');
    const path = await largeFile(91 * MIB);
    await expect(rig.upload(path, 'video/mp4')).rejects.toThrow('Part upload failed, retries exhausted');
    expect(rig.requests.map(({ method }) => method)).toEqual(['POST', 'PUT', 'PUT', 'PUT']);
    expect(rig.requests[1]!.body).toMatchObject({ size: PART_BYTES });
  });

  test('ranges: middle, open end, beyond the end, several', async () => {
    const url = await rig.client.storage.upload(new Blob(['0123456789'], { type: 'text/plain' }));
    const range = async (value: string) => {
      const response = await rig.fetch(url, { headers: { range: value } });
      return [response.status, response.headers.get('content-range'), await response.text()];
    };
    expect(await range('bytes=2-4')).toEqual([206, 'bytes 2-4/10', '234']);
    expect(await range('bytes=7-')).toEqual([206, 'bytes 7-9/10', '789']);
    expect(await range('bytes=8-99')).toEqual([206, 'bytes 8-9/10', '89']);
    expect(await range('bytes=10-')).toEqual([416, 'bytes */10', '']);
    expect(await range('bytes=0-1,4-5')).toEqual([200, null, '0123456789']);
    const head = await rig.fetch(url, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '10', '']);
  });

  test('a token stands for the key on the status stream', async () => {
    const response = await rig.fetch('https://rest.fal.ai/tokens/', {
      method: 'POST',
      headers: COMMON_HEADERS,
      body: JSON.stringify({ allowed_apps: ['ltx-2.3-quality'], token_expiration: 120 }),
    });
    const token = await response.json();
    const url = `https://queue.fal.run/fal-ai/ltx-2.3-quality/requests/${crypto.randomUUID()}/status/stream`;
    expect((await rig.fetch(`${url}?fal_jwt_token=${token}`)).status).toBe(404);
    await rig.clock.advance(120_000);
    expect((await rig.fetch(`${url}?fal_jwt_token=${token}`)).status).toBe(401);
    expect((await rig.fetch(url)).status).toBe(401);
  });
});
