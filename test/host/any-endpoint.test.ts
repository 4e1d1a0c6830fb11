import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { isFailure } from '../../src/engine/problem.ts';
import { MAX_DOCUMENT_CHARACTERS } from '../../src/fal/openapi/read-document.ts';
import { fal } from '../../src/host/providers/fal.ts';
import { simulator } from '../../src/host/providers/simulator.ts';
import { documentOf } from '../fal/openapi/documents.ts';
import { callerOf } from './editor/api-caller.ts';
import { createRig, KEY, onlyJob, outputsOf, type Rig } from './rig.ts';

const KNOWN = 'fal-ai/ltx-2.3-quality/reference-video-to-video';
const SEED = { mode: 'fixed', value: 3 };

/** The shot of a rig with the node for any model in place of its request. */
async function writeAnyShot(rig: Rig, params: object): Promise<void> {
  const path = join(rig.folder, 'shot.json');
  const shot = JSON.parse(await readFile(path, 'utf8'));
  Object.assign(shot.nodes[1], { type: 'fal-endpoint', params });
  await writeFile(path, JSON.stringify(shot));
}

const withKnown = (rig: Rig) =>
  writeAnyShot(rig, {
    endpoint: { id: KNOWN },
    prompt: 'a harbour',
    num_frames: 9,
    resolution: { width: 64, height: 64 },
    generate_audio: false,
    seed: SEED,
  });

const messages = ({ problems }: { problems: readonly { message: string }[] }) =>
  problems.map(({ message }) => message).join('\n');

test('a model named on the command line is fetched, priced, run and brought home', async () => {
  const rig = await createRig();
  await writeAnyShot(rig, {});
  const sets = Object.entries({
    endpoint: KNOWN,
    prompt: 'a harbour',
    num_frames: '9',
    resolution: '64x64',
    generate_audio: 'false',
    seed: '3',
  }).map(([param, text]) => ({ nodeId: 'request', param, text }));
  const plan = await rig.plan({ sets, mayDownload: true });
  expect(plan.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(plan.spending).toEqual({ jobCount: 1, costUsd: 0.0024075, megapixels: 0.036864 });
  const { status, problems } = await rig.host.run(plan);
  expect(problems).toEqual([]);
  expect(status).toBe('done');
  expect(onlyJob(rig.host)).toMatchObject({
    endpoint: KNOWN,
    state: 'done',
    billedUsd: 0.0024075,
    notes: [],
  });
  expect(rig.submits()).toMatchObject([
    { path: `/${KNOWN}`, body: { prompt: 'a harbour', num_frames: 9, seed: 3 } },
  ]);
});

test('the description is asked of fal alone, without the key', async () => {
  const rig = await createRig();
  await withKnown(rig);
  await rig.plan({ mayDownload: true });
  const [asked] = rig.calls;
  expect(asked).toMatchObject({ host: 'fal.ai', path: '/api/openapi/queue/openapi.json' });
  expect(JSON.stringify([...asked!.headers])).not.toContain(KEY);
  expect(asked!.headers.has('authorization')).toBe(false);
});

test('opening a workflow asks nobody', async () => {
  const rig = await createRig();
  await withKnown(rig);
  const plan = await rig.plan();
  expect(plan.problems).toMatchObject([
    { nodeId: 'request', message: `The fields of “${KNOWN}” are not known yet.` },
  ]);
  expect(rig.calls).toEqual([]);
});

describe('when fal cannot be reached', () => {
  const offline = (rig: Rig) => {
    rig.intercept = ({ host }) =>
      host === 'fal.ai' ? Promise.reject(new TypeError('fetch failed')) : undefined;
  };

  test('the last good copy is used, and that is said', async () => {
    const rig = await createRig();
    await withKnown(rig);
    await rig.plan({ mayDownload: true });
    offline(rig);
    const plan = await rig.plan({ mayDownload: true });
    expect(plan.isRunnable).toBe(true);
    expect(plan.problems[0]).toMatchObject({
      severity: 'warning',
      message: `The description of “${KNOWN}” could not be fetched: fetch failed.`,
      fix: expect.stringMatching(/^The copy of \d{4}-\d\d-\d\d is used instead\.$/),
    });
    expect(await readdir(join(rig.home, 'endpoints'))).toEqual([`${KNOWN.replaceAll('/', '+')}.json`]);
  });

  test('without a copy the way out is told once', async () => {
    const rig = await createRig();
    await withKnown(rig);
    offline(rig);
    const plan = await rig.plan({ mayDownload: true });
    const told = plan.problems.filter(({ param }) => param === 'endpoint');
    expect(told).toMatchObject([{ code: 'provider', fix: expect.stringContaining('from a file') }]);
    expect(plan.isRunnable).toBe(false);
  });

  test('a workflow that keeps the description runs its plan as if nothing were', async () => {
    const rig = await createRig();
    const found = await rig.host.endpoints.fetch(KNOWN, fal);
    await withKnown(rig);
    await writeAnyShot(rig, { endpoint: found, prompt: 'a harbour', num_frames: 9, seed: SEED });
    offline(rig);
    expect((await rig.plan({ mayDownload: true })).isRunnable).toBe(true);
  });
});

describe('answers that are no description', () => {
  const page = (body: string, status = 200) => new Response(body, { status });
  const many = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`f${at}`, { type: 'string' }]));

  test.each([
    ['a page', () => page('<!doctype html>'), 'web page'],
    [
      '5,000 fields',
      () => page(JSON.stringify(documentOf(many)).replaceAll('fal-ai/any', KNOWN)),
      '5,000 fields',
    ],
    ['something endless', () => page('x'.repeat(MAX_DOCUMENT_CHARACTERS + 1)), 'more than 4 MB'],
    [
      'of another model',
      () => page(JSON.stringify(documentOf({ a: { type: 'string' } }))),
      'describes “fal-ai/any”',
    ],
    ['404', () => page('{}', 404), 'fal has no model'],
    ['500', () => page('{}', 500), 'fal answers 500'],
  ])('%s', async (_, answer, words) => {
    const rig = await createRig();
    rig.intercept = ({ host }) => (host === 'fal.ai' ? Promise.resolve(answer()) : undefined);
    const found = await rig.host.endpoints.fetch(KNOWN, fal);
    expect(isFailure(found) && found.message).toContain(words);
    expect(isFailure(found) && found.fix).not.toBe('');
    expect(await rig.host.endpoints.find(KNOWN)).toBeNull();
  });

  test('an answer that never ends is given up', async () => {
    const rig = await createRig();
    rig.intercept = ({ host }, _url, { signal }) =>
      host === 'fal.ai'
        ? new Promise((_, reject) => signal!.addEventListener('abort', () => reject(signal!.reason)))
        : undefined;
    const asked = rig.host.endpoints.fetch(KNOWN, fal);
    await rig.clock.deadline(20_000);
    rig.clock.advance(20_000);
    const found = await asked;
    expect(isFailure(found) && found.message).toContain('no answer within 20 s');
  });

  test.each(['../../etc/passwd', 'https://evil.test/x', 'fal-ai', 'fal-ai/../x', 'fal-ai/x?y=1'])(
    'nobody is asked for %s',
    async (id) => {
      const rig = await createRig();
      expect(isFailure(await rig.host.endpoints.fetch(id, fal))).toBe(true);
      expect(await rig.host.endpoints.find(id)).toBeNull();
      expect(rig.calls).toEqual([]);
    },
  );
});

describe('a model that nobody here knows', () => {
  const picture = (background: string) =>
    sharp({ create: { width: 32, height: 16, channels: 3, background } })
      .png()
      .toBuffer();
  const answers = (rig: Rig, result: object, price?: object) => {
    rig.intercept = ({ host, path, method }) => {
      const json = (body: object, headers = {}) => Promise.resolve(Response.json(body, { headers }));
      if (host === 'fal.ai') {
        const camera = { type: 'object', default: { x: [null] } };
        return json(
          documentOf({ prompt: { type: 'string' }, video_url: { type: 'string' }, camera }, ['prompt']),
        );
      }
      if (path === '/v1/models/pricing') return price ? json({ prices: [price] }) : undefined;
      if (path === '/gone.png') return Promise.resolve(new Response(null, { status: 404 }));
      if (host === 'v3.fal.media')
        return picture(path === '/a.png' ? '#456' : '#654').then(
          (body) => new Response(new Uint8Array(body)),
        );
      if (host !== 'queue.fal.run') return undefined;
      if (method === 'POST') return json({ request_id: 'r-1', status: 'IN_QUEUE' });
      if (path.endsWith('/status')) return json({ status: 'COMPLETED', request_id: 'r-1' });
      return json(result, { 'x-fal-billable-units': '3' });
    };
  };
  const image = {
    images: [
      { url: 'https://v3.fal.media/a.png', content_type: 'image/png' },
      { url: 'https://v3.fal.media/b.png' },
    ],
  };
  const params = { endpoint: { id: 'fal-ai/any' }, prompt: 'a harbour' };
  const planned = async (rig: Rig) => rig.plan({ mayDownload: true, targets: ['submit'] });

  test('is not sent while its price is unknown, whatever the caps', async () => {
    const rig = await createRig();
    await rig.host.settings.update({ capPerRunUsd: null, capPerDayUsd: null });
    await writeAnyShot(rig, params);
    answers(rig, image);
    const plan = await planned(rig);
    expect(plan.isRunnable).toBe(true);
    expect(plan.spending).toMatchObject({ jobCount: 1, costUsd: 0, unpricedCount: 1 });
    const { status, problems } = await rig.host.run(plan);
    expect(status).toBe('failed');
    expect(problems).toMatchObject([{ code: 'over-cap', fix: expect.stringContaining('“Expected price”') }]);
    expect(rig.submits()).toEqual([]);
    expect(rig.host.jobs.list()).toEqual([]);
  });

  test('is not sent under a limit either, not even when it is only simulated', async () => {
    const rig = await createRig();
    await writeAnyShot(rig, params);
    answers(rig, image);
    const plan = await planned(rig);
    const { problems } = await rig.host.run({ ...plan, provider: simulator }, { maxUsd: 5 });
    expect(problems).toMatchObject([{ code: 'over-cap' }]);
  });

  test('counts with the price that the user expects against the caps', async () => {
    const rig = await createRig();
    await rig.host.settings.update({ capPerRunUsd: 0.5 });
    answers(rig, image);
    await writeAnyShot(rig, { ...params, price_usd: 0.6 });
    expect((await rig.host.run(await planned(rig))).problems).toMatchObject([{ code: 'over-cap' }]);
    expect(rig.submits()).toEqual([]);
    await writeAnyShot(rig, { ...params, price_usd: 0.4 });
    expect((await rig.host.run(await planned(rig))).status).toBe('done');
    expect(onlyJob(rig.host)).toMatchObject({
      estimateUsd: 0.4,
      billedUnits: 3,
      billedUsd: null,
      costUsd: 0.4,
    });
  });

  test('brings a still home, on the port for stills', async () => {
    const rig = await createRig();
    answers(rig, image, { unit_price: 0.04, unit: 'images', currency: 'USD' });
    await writeAnyShot(rig, params);
    const events: Parameters<typeof outputsOf>[0][number][] = [];
    const plan = await planned(rig);
    expect(plan.spending).toEqual({ jobCount: 1, costUsd: 0.04, megapixels: 0 });
    const { problems } = await rig.host.run(plan, { onEvent: (event) => events.push(event) });
    expect(problems).toEqual([]);
    expect(rig.submits()).toMatchObject([{ body: { prompt: 'a harbour', camera: { x: [null] } } }]);
    const outputs = outputsOf(events, 'submit');
    expect(outputs.image).toMatchObject({ width: 32, height: 16, name: expect.stringMatching(/\.png$/) });
    expect(outputs).not.toHaveProperty('video');
    expect(onlyJob(rig.host)).toMatchObject({
      billedUsd: 0.12,
      asked: null,
      notes: ['1 more file of the answer: kept among the assets.'],
    });
    const names = rig.host.assets.list(10).map(({ name, contentType }) => [name, contentType]);
    expect(names).toContainEqual(['clip-take.png', 'image/png']);
    expect(names).toContainEqual(['clip-take-2.png', 'image/png']);
  });

  test('a file of the answer that is gone does not hold up the take', async () => {
    const rig = await createRig();
    answers(rig, { images: [...image.images, { url: 'https://v3.fal.media/gone.png' }] });
    await writeAnyShot(rig, { ...params, price_usd: 0.1 });
    const { status } = await rig.host.run(await planned(rig));
    expect(status).toBe('done');
    expect(onlyJob(rig.host).notes).toEqual([
      '1 more file of the answer: kept among the assets.',
      '1 more file of the answer could not be fetched: see fal.ai/dashboard/requests.',
    ]);
  });

  test.each([
    ['dearer by now', { unit_price: 0.09, unit: 'images' }, 'costs $0.090 a result by now, not $0.010'],
    ['not on the list any more', undefined, 'could not be confirmed'],
  ])('is not sent at a price that the workflow claims and that is %s', async (_, price, words) => {
    const rig = await createRig();
    answers(rig, image, price);
    const found = await rig.host.endpoints.fetch('fal-ai/any', fal);
    if (isFailure(found)) throw new Error(found.message);
    const claimed = { unitUsd: 0.01, unit: 'images', asOf: '2026-08-01' };
    const endpoint = { id: found.id, schema: { ...found.schema, price: claimed } };
    await writeAnyShot(rig, { ...params, endpoint });
    expect(messages(await rig.host.run(await planned(rig)))).toContain(words);
    expect(rig.submits()).toEqual([]);
    expect(rig.host.jobs.list()).toEqual([]);
  });

  test('what wants a clip of it is told that none came', async () => {
    const rig = await createRig();
    answers(rig, image, { unit_price: 0.04, unit: 'images', currency: 'USD' });
    await writeAnyShot(rig, params);
    const { problems } = await rig.host.run(await rig.plan({ mayDownload: true }));
    expect(problems).toMatchObject([{ nodeId: 'save', message: '“Submit” brought no video.' }]);
  });

  test('an answer without a file ends the job', async () => {
    const rig = await createRig();
    answers(rig, { text: 'hello' });
    await writeAnyShot(rig, { ...params, price_usd: 0.1 });
    const { problems } = await rig.host.run(await planned(rig));
    expect(messages({ problems })).toContain('names no file');
    expect(onlyJob(rig.host)).toMatchObject({ state: 'failed', charge: 'billed' });
  });
});

test('another model by the command line leaves out what it has no place for', async () => {
  const rig = await createRig();
  const found = await rig.host.endpoints.fetch(KNOWN, fal);
  await writeAnyShot(rig, { endpoint: found, prompt: '3DREAL. x', video_strength: 0.2, num_frames: 9 });
  const other = 'fal-ai/ltx-2.3-quality/render-to-real';
  const sets = [{ nodeId: 'request', param: 'endpoint', text: other }];
  const plan = await rig.plan({ sets, mayDownload: true });
  expect(plan.problems.filter(({ nodeId }) => nodeId === 'request')).toMatchObject([
    { severity: 'warning', message: `“${other}” has no video_strength; left out.` },
  ]);
  expect(plan.isRunnable).toBe(true);
});

test('the editor fetches a description, and reads one from a file', async () => {
  const rig = await createRig();
  const call = callerOf(rig.host);
  const fetched = await call('POST', '/endpoints/fetch', { id: KNOWN });
  expect(fetched).toMatchObject({
    status: 200,
    body: { endpoint: { id: KNOWN, schema: { source: 'fal' } } },
  });
  const text = JSON.stringify(documentOf({ prompt: { type: 'string' } }));
  const read = await call('POST', '/endpoints/read', { text });
  expect(read).toMatchObject({
    status: 200,
    body: { endpoint: { id: 'fal-ai/any', schema: { source: 'file' } } },
  });
  expect(await rig.host.endpoints.find('fal-ai/any')).toMatchObject({ schema: { source: 'file' } });
  const refused = await call('POST', '/endpoints/read', { text: '<html>' });
  expect(refused).toMatchObject({
    status: 422,
    body: { problem: { message: expect.stringContaining('web page') } },
  });
});

test('a workflow that keeps a description is shared with it, and plans without asking anybody', async () => {
  const rig = await createRig();
  const found = await rig.host.endpoints.fetch(KNOWN, fal);
  await writeAnyShot(rig, { endpoint: found, prompt: 'a harbour', num_frames: 9, seed: SEED });
  const path = join(rig.folder, 'shot.json');
  const document = JSON.parse(await readFile(path, 'utf8'));
  const shared = await callerOf(rig.host)('POST', '/workflows/share', { document, path });
  const { nodes } = (shared.body as { document: { nodes: { params: { endpoint?: unknown } }[] } }).document;
  expect(nodes[1]!.params.endpoint).toEqual(found);
  rig.calls.length = 0;
  await writeFile(
    path,
    JSON.stringify({ ...document, nodes: [document.nodes[0], nodes[1], ...document.nodes.slice(2)] }),
  );
  expect((await rig.plan()).problems.filter(({ nodeId }) => nodeId === 'request')).toEqual([]);
  expect(rig.calls).toEqual([]);
});
