import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hc } from 'hono/client';
import { expect, test } from 'vitest';
import type { HostApi } from '../../src/host/api/api.ts';
import { fal } from '../../src/host/providers/fal.ts';
import { createRig, onlyJob, type Rig } from './rig.ts';
import { CLIP, shotDocument } from './shot.ts';

const clientOf = (rig: Rig) =>
  hc<HostApi>('http://host', {
    fetch: (input: string | URL | Request, init?: RequestInit) => rig.host.fetch(new Request(input, init)),
  });

/** Server-sent events of the feed, as they come. */
async function* eventsOf(rig: Rig, lastEventId?: string) {
  const headers: Record<string, string> = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
  const response = await rig.host.fetch(new Request('http://host/api/events', { headers }));
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  let text = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks) {
      const id = /^id: (.*)$/m.exec(block)?.[1];
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (id && data) yield { id, event: JSON.parse(data) as { kind: string; [field: string]: unknown } };
    }
  }
}

test('a client plans, runs, follows the events and plays the take', async () => {
  const rig = await createRig();
  await rig.host.grant(rig.folder);
  const client = clientOf(rig);
  const json = { document: shotDocument(), path: join(rig.folder, 'shot.json') };
  const planned = await (await client.api.plan.$post({ json })).json();
  if ('problem' in planned) throw new Error('refused');
  expect(planned).toMatchObject({ isRunnable: true, provider: 'fal', spending: { jobCount: 1 } });
  expect(planned.nodes.map(({ nodeId, willRun }) => [nodeId, willRun])).toEqual([
    ['clip', true],
    ['request', true],
    ['submit', true],
    ['save', true],
  ]);

  const events = eventsOf(rig);
  const first = events.next();
  const press = { id: randomUUID(), ceiling: planned.spending };
  const started = await client.api.runs.$post({ json: { ...json, ...press } });
  expect(started.status).toBe(202);
  const seen = [(await first).value!];
  for await (const entry of events) {
    seen.push(entry);
    if (entry.event.kind === 'run-finished') break;
  }
  expect(seen[0]!.event.kind).toBe('run-started');
  expect(seen.at(-1)!.event).toMatchObject({ status: 'done', problems: [] });
  const states = seen.flatMap(({ event }) =>
    event.kind === 'job' ? [(event.job as { state: string }).state] : [],
  );
  expect([...new Set(states)]).toEqual(expect.arrayContaining(['intended', 'submitted', 'fetching', 'done']));

  // A client that was away names the last event it saw and gets the rest.
  const middle = seen[Math.floor(seen.length / 2)]!;
  const missed: string[] = [];
  for await (const { id, event } of eventsOf(rig, middle.id)) {
    missed.push(id);
    if (event.kind === 'run-finished') break;
  }
  expect(missed).toEqual(seen.slice(seen.indexOf(middle) + 1).map(({ id }) => id));

  const { asset } = onlyJob(rig.host);
  const whole = await rig.host.fetch(new Request(`http://host/api/assets/${asset}/file`));
  expect(whole.headers.get('content-type')).toBe('video/mp4');
  const bytes = Buffer.from(await whole.arrayBuffer());
  expect(bytes).toEqual(await readFile(rig.host.assets.pathOf(asset!)));
  const part = await rig.host.fetch(
    new Request(`http://host/api/assets/${asset}/file`, { headers: { range: 'bytes=10-19' } }),
  );
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe(`bytes 10-19/${bytes.length}`);
  expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(10, 20));
});

test('an event id of another host is answered with the request to load anew', async () => {
  const rig = await createRig();
  const { value } = await eventsOf(rig, 'deadbeef-17').next();
  expect(value!.event.kind).toBe('feed-restarted');
});

test('a dropped clip becomes an asset with poster, filmstrip and single frames', async () => {
  const rig = await createRig();
  const body = await readFile(CLIP);
  const uploaded = await rig.host.fetch(
    new Request('http://host/api/assets?name=drop.mp4', { method: 'POST', body }),
  );
  expect(uploaded.status).toBe(201);
  const { asset, problem } = (await uploaded.json()) as { asset: { hash: string }; problem: null };
  expect(problem).toBeNull();
  expect(asset).toMatchObject({ name: 'drop.mp4', contentType: 'video/mp4', info: { frameCount: 12 } });
  const base = `http://host/api/assets/${asset.hash}`;
  const poster = await rig.host.fetch(new Request(`${base}/poster?width=32`));
  expect([poster.status, poster.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  const strip = await rig.host.fetch(new Request(`${base}/filmstrip?count=4&height=32`));
  expect(strip.headers.get('content-type')).toBe('image/jpeg');
  const tiles = await rig.host.fetch(new Request(`${base}/filmstrip.json?count=4&height=32`));
  expect(await tiles.json()).toEqual({
    strip: { frameIndexes: [0, 4, 7, 11], tileWidth: 32, tileHeight: 32 },
    problem: null,
  });
  const frame = await rig.host.fetch(new Request(`${base}/frame?index=11`));
  expect(frame.headers.get('content-type')).toBe('image/png');
  const beyond = await rig.host.fetch(new Request(`${base}/frame?index=12`));
  expect(beyond.status).toBe(422);
  const told = (await beyond.json()) as { problem: { message: string; fix: string } };
  expect(told.problem.message).toBe('Frame 12 is not in "drop.mp4": it has frames 0 to 11.');
});

test('a dropped file that is no media is kept with the reason why it cannot be used', async () => {
  const rig = await createRig();
  const answer = await rig.host.fetch(
    new Request('http://host/api/assets?name=notes.txt', { method: 'POST', body: 'some notes' }),
  );
  const { problem } = (await answer.json()) as { problem: { message: string } };
  expect(problem.message).toMatch(/notes\.txt/);
});

test('a client reads and writes workflows only where the user has been', async () => {
  const rig = await createRig();
  const client = clientOf(rig);
  const path = join(rig.folder, 'shot.json');
  expect((await client.api.workflows.file.$get({ query: { path } })).status).toBe(403);
  expect((await client.api.workflows.file.$get({ query: { path: '/etc/passwd' } })).status).toBe(403);
  const outside = { path: join(rig.root, 'new.json'), document: shotDocument() };
  expect((await client.api.workflows.file.$put({ json: outside })).status).toBe(403);
  const inLibrary = join(rig.home, 'workflows', 'mine.json');
  await client.api.workflows.$get();
  const saved = await client.api.workflows.file.$put({ json: { path: inLibrary, document: shotDocument() } });
  expect(saved.status).toBe(200);
  const listed = await (await client.api.workflows.$get()).json();
  expect(listed.workflows).toMatchObject([{ name: 'mine', path: inLibrary }]);
  await rig.host.grant(rig.folder);
  const opened = await client.api.workflows.file.$get({ query: { path } });
  expect(await opened.json()).toMatchObject({ path, folder: rig.folder, document: { name: 'Shot' } });
});

test('a plan for a workflow in a folder that was not granted does not read it', async () => {
  const rig = await createRig();
  const answer = await clientOf(rig).api.plan.$post({
    json: { document: shotDocument(), path: join(rig.folder, 'shot.json') },
  });
  expect(await answer.json()).toMatchObject({ isRunnable: false, problems: [{ code: 'missing-media' }] });
});

test('settings are changed one by one, and folders are not granted by a client', async () => {
  const rig = await createRig();
  const client = clientOf(rig);
  const changed = await client.api.settings.$patch({ json: { capPerDayUsd: 3 } });
  expect(await changed.json()).toMatchObject({ settings: { capPerDayUsd: 3, capPerRunUsd: 10 } });
  const patch = (body: object) =>
    rig.host.fetch(
      new Request('http://host/api/settings', {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
  expect((await patch({ grantedFolders: ['/'] })).status).toBe(400);
  expect((await patch({ outputFolder: 'takes' })).status).toBe(422);
  expect((await patch({ outputFolder: rig.home })).status).toBe(422);
  expect((await patch({ capPerDayUsd: -1 })).status).toBe(400);
  await rig.host.close();
  rig.host = rig.openHost();
  expect(rig.host.settings.get()).toMatchObject({ capPerDayUsd: 3, grantedFolders: [] });
});

// Node’s own recursive mkdir never returns from there.
test.runIf(existsSync('/proc/self'))(
  'an output folder in which nothing can be made is answered with a problem',
  async () => {
    const rig = await createRig();
    for (const outputFolder of ['/proc/x', '/proc/x/y/z', '/proc', `${rig.folder}/clip.mp4/takes`]) {
      const response = await rig.host.fetch(
        new Request('http://blockout/api/settings', {
          method: 'PATCH',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ outputFolder }),
        }),
      );
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({
        problem: { message: expect.stringContaining(outputFolder), fix: expect.stringMatching(/Choose/) },
      });
    }
    expect(() => rig.openHost({ home: '/proc/x' })).toThrow(/data folder \/proc\/x can’t be made/);
    const { status, problems } = await rig.run({ outDir: '/proc/x/takes' });
    expect(status).toBe('failed');
    expect(problems).toMatchObject([{ code: 'output', nodeId: 'save' }]);
  },
);

test('the provider is told, tried, and needs a key only where it does', async () => {
  const rig = await createRig({ env: {} });
  const client = clientOf(rig);
  expect(await (await client.api.providers.$get()).json()).toMatchObject({
    current: 'simulator',
    providers: [
      { id: 'simulator', isReady: true },
      { id: 'fal', isReady: false, key: { source: null } },
      { id: 'oxen', isReady: false, key: { source: null } },
      { id: 'oxen-simulator', isReady: true },
    ],
  });
  const test = async (provider: 'fal' | 'simulator' | 'oxen' | 'oxen-simulator') =>
    (await client.api.providers.test.$post({ json: { provider } })).json();
  expect(await test('fal')).toMatchObject({
    ok: false,
    fix: expect.stringContaining('fal.ai/dashboard/keys'),
  });
  expect(await test('oxen')).toMatchObject({ ok: false, fix: expect.stringContaining('oxen.ai') });
  expect(await test('simulator')).toMatchObject({ ok: true });
  expect(await test('oxen-simulator')).toMatchObject({ ok: true });
  await rig.host.keys.of(fal)!.set('a-new-key-id:a-new-key-secret');
  expect(await test('fal')).toMatchObject({ ok: true });
});

test('a body that no client would send is refused by its size', async () => {
  const rig = await createRig();
  const body = JSON.stringify({ document: 'x'.repeat(49e6) });
  const answer = await rig.host.fetch(
    new Request('http://host/api/plan', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    }),
  );
  expect(answer.status).toBe(413);
  expect(await answer.json()).toMatchObject({ problem: { message: 'The request is too large.' } });
});

test('node types come with everything a form needs', async () => {
  const rig = await createRig();
  const { nodes } = await (await clientOf(rig).api.nodes.$get()).json();
  expect(nodes.map(({ id }) => id)).toEqual(rig.host.registry.list.map(({ id }) => id));
  const one = await rig.host.fetch(new Request('http://host/api/nodes/fal-submit'));
  expect(await one.json()).toMatchObject({
    node: { effect: 'spend', inputs: { request: { required: true } } },
  });
});

test.each([
  ['a path that does not exist', 'GET', '/api/nothing', undefined, 404],
  ['a body that is not JSON', 'POST', '/api/plan', '{', 400],
  ['a document that is no workflow', 'POST', '/api/plan', '{"document": {}}', 422],
  ['an asset that is not a hash', 'GET', '/api/assets/..%2f..%2fsettings/file', undefined, 404],
  ['an asset that is not there', 'GET', `/api/assets/${'0'.repeat(64)}/file`, undefined, 404],
])('%s is refused in words', async (_what, method, path, body, status) => {
  const rig = await createRig();
  const answer = await rig.host.fetch(
    new Request(`http://host${path}`, {
      method,
      body,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
    }),
  );
  expect(answer.status).toBe(status);
});
