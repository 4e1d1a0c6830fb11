import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { fal } from '../../src/host/providers/fal.ts';
import { oxen } from '../../src/host/providers/oxen.ts';
import { OXEN_KEY } from './oxen-rig.ts';
import { createRig, KEY, type Rig } from './rig.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const PARTS = [KEY, ...KEY.split(':')];

function expectNoKey(text: string): void {
  for (const part of PARTS) expect(text).not.toContain(part);
}

/** Everything a client can ask for. */
async function allAnswers(rig: Rig): Promise<string> {
  const paths = ['/api/settings', '/api/jobs', '/api/providers', '/api/runs', '/api/nodes', '/api/assets'];
  const answers = await Promise.all([
    ...paths.map((path) => rig.host.fetch(new Request(`http://host${path}`))),
    rig.host.fetch(
      new Request('http://host/api/providers/test', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ provider: 'fal' }),
      }),
    ),
  ]);
  for (const answer of answers) expect(answer.status).toBe(200);
  return (await Promise.all(answers.map((answer) => answer.text()))).join('\n');
}

async function expectNoKeyOnDisk(folder: string): Promise<number> {
  let fileCount = 0;
  for (const name of await readdir(folder, { recursive: true })) {
    const path = join(folder, name);
    if (!(await stat(path)).isFile()) continue;
    const bytes = await readFile(path);
    for (const part of PARTS) expect(bytes.includes(part), `${name} holds the key`).toBe(false);
    fileCount++;
  }
  return fileCount;
}

/** Providers echo what they were sent; this one echoes the worst. */
const echo = (status: number) =>
  Promise.resolve(
    Response.json({ detail: `Key ${KEY} is not welcome`, error_type: 'bad', key: KEY }, { status }),
  );

test.each([
  [
    'a refused submit',
    (path: string, method: string) => method === 'POST' && !path.includes('/storage/'),
    401,
  ],
  ['a refused upload', (path: string) => path.includes('/storage/'), 403],
  ['a refused result', (path: string) => /\/requests\/[^/]+$/.test(path), 422],
  ['a failing status', (path: string) => path.endsWith('/status'), 403],
  ['a failing price list', (path: string) => path.endsWith('/pricing'), 500],
] as const)('the key appears nowhere after %s that echoes it', async (_name, isTarget, status) => {
  const lines: unknown[] = [];
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation((...args) => lines.push(args));
  }
  const rig = await createRig();
  const feed: unknown[] = [];
  rig.host.feed.subscribe(null, (entry) => feed.push(entry));
  rig.intercept = ({ path, method }) => (isTarget(path, method) ? echo(status) : undefined);
  const result = await rig.run();
  expectNoKey(JSON.stringify([result, feed, lines, rig.host.jobs.list()]));
  expectNoKey(await allAnswers(rig));
  await rig.host.close();
  expect(await expectNoKeyOnDisk(rig.home)).toBeGreaterThan(2);
});

test('a key that a job prints, or that stands encoded in its answer, reaches nobody', async () => {
  const rig = await createRig();
  const events: unknown[] = [];
  rig.host.feed.subscribe(null, (entry) => events.push(entry));
  const encoded = Buffer.from(`Key ${KEY}`).toString('base64');
  rig.intercept = ({ path, method }, url, init) => {
    if (method !== 'GET' || !path.includes('/requests/')) return undefined;
    return rig.simulator.fetch(new Request(url, init)).then(async (answer) => {
      const body = (await answer.json()) as object;
      const logs = [{ message: `curl -H "Authorization: Key ${KEY}"` }, { message: `Basic ${encoded}` }];
      return Response.json({ ...body, logs, prompt: encoded }, { status: answer.status });
    });
  };
  const result = await rig.run();
  expect(result.status).toBe('done');
  const told = JSON.stringify([result, events, rig.host.jobs.list()]);
  expect(told).toContain('[key]');
  expectNoKey(told);
  expect(told).not.toContain(encoded.slice(0, 20));
  await rig.host.close();
  expect(await expectNoKeyOnDisk(rig.home)).toBeGreaterThan(2);
});

test('a stored key lies in a file of its own that only the user can read, and is never answered', async () => {
  const rig = await createRig({ env: {} });
  const answer = await rig.host.fetch(
    new Request('http://host/api/settings/key', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ provider: 'fal', key: KEY }),
    }),
  );
  expect(await answer.json()).toEqual({ keySource: 'file', refusal: null });
  expect((await stat(join(rig.home, 'fal-key'))).mode & 0o777).toBe(0o600);
  expectNoKey(await allAnswers(rig));
  await rig.host.close();

  rig.host = rig.openHost();
  expect(rig.host.keys.of(fal)!.source()).toBe('file');
  const result = await rig.run();
  expect(result.status).toBe('done');
  expectNoKey(JSON.stringify(result));
  await rig.host.fetch(new Request('http://host/api/settings/key?provider=fal', { method: 'DELETE' }));
  expect(rig.host.keys.of(fal)!.source()).toBeNull();
  await rig.host.close();
  await expectNoKeyOnDisk(rig.home);
});

test('with a desktop the key is sealed by the system and no plain copy stays', async () => {
  const sealed = (text: string) => Uint8Array.from([...Buffer.from(text)].map((byte) => byte ^ 0x5a));
  const desktop = {
    safeStorage: {
      isAvailable: () => true,
      encrypt: sealed,
      decrypt: (bytes: Uint8Array) => Buffer.from(bytes.map((byte) => byte ^ 0x5a)).toString(),
    },
  };
  const rig = await createRig({ env: {}, host: { desktop } });
  await rig.host.keys.of(fal)!.set(KEY);
  expect(rig.host.keys.of(fal)!.source()).toBe('safe-storage');
  await rig.host.close();
  await expectNoKeyOnDisk(rig.home);
  rig.host = rig.openHost();
  expect(rig.host.keys.of(fal)!.key()).toBe(KEY);
});

test('the key goes to fal only, not to the CDN or the upload target', async () => {
  const rig = await createRig();
  await rig.run();
  const withKey = rig.calls.filter(({ headers }) => headers.get('authorization')?.includes(KEY));
  expect([...new Set(withKey.map(({ host }) => host))].sort()).toEqual(['queue.fal.run', 'rest.fal.ai']);
  expect(rig.calls.some(({ host }) => host.endsWith('fal.media'))).toBe(true);
});

test('text that cannot be a key is refused without being stored', async () => {
  const rig = await createRig({ env: {} });
  const answer = await rig.host.fetch(
    new Request('http://host/api/settings/key', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ provider: 'fal', key: 'half-of-it' }),
    }),
  );
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ keySource: null, refusal: expect.stringMatching(/two parts/) });
  expect(rig.host.keys.of(fal)!.key()).toBeNull();
});

test('an Oxen key lies in a file of its own, opens Oxen alone and appears nowhere else', async () => {
  const rig = await createRig({ env: {} });
  const put = (key: string, provider: string) =>
    rig.host.fetch(
      new Request('http://host/api/settings/key', {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ key, provider }),
      }),
    );
  expect((await put('two words', 'oxen')).status).toBe(422);
  expect((await put(OXEN_KEY, 'oxen')).status).toBe(200);
  expect([rig.host.providers.isReady(oxen), rig.host.providers.isReady(fal)]).toEqual([true, false]);
  expect((await stat(join(rig.home, 'oxen-key'))).mode & 0o777).toBe(0o600);
  rig.intercept = () =>
    Promise.resolve(Response.json({ error: { title: `${OXEN_KEY} again` } }, { status: 401 }));
  expect(await (await testOf(rig, 'oxen')).json()).toMatchObject({
    message: expect.stringContaining('[key] again'),
  });
  expect(await allAnswers(rig)).not.toContain(OXEN_KEY);
  for (const name of await readdir(rig.home, { recursive: true })) {
    const path = join(rig.home, name);
    if (name === 'oxen-key' || !(await stat(path)).isFile()) continue;
    expect((await readFile(path)).includes(OXEN_KEY), `${name} holds the key`).toBe(false);
  }
});

const testOf = (rig: Rig, provider: string) =>
  rig.host.fetch(
    new Request('http://host/api/providers/test', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ provider }),
    }),
  );
