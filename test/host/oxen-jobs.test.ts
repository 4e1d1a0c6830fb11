import { expect, test } from 'vitest';
import { oxen } from '../../src/host/providers/oxen.ts';
import { createOxenRig, enqueues, OXEN_KEY } from './oxen-rig.ts';
import { onlyJob, outputsOf } from './rig.ts';

const isSync = ({ path }: { path: string }) => path === '/api/ai/videos/generate';

test('a call that waits brings the take in one go, with its row written before', async () => {
  const rig = await createOxenRig();
  await rig.host.settings.update({ providerSettings: { oxenMode: 'sync' } });
  const before: (string | undefined)[] = [];
  rig.intercept = (call) => {
    if (isSync(call)) before.push(rig.host.jobs.list()[0]?.state);
    return undefined;
  };
  const result = await rig.run();
  expect(result).toMatchObject({ status: 'done', problems: [] });
  expect(before).toEqual(['intended']);
  expect(enqueues(rig)).toEqual([]);
  expect(rig.calls.filter(isSync)[0]!.body).toMatchObject({ response_format: 'url', seed: 42 });
  expect(rig.calls.some(({ path }) => path === '/api/events')).toBe(false);
  expect(onlyJob(rig.host)).toMatchObject({ state: 'done', seed: 42 });
  expect(outputsOf(result.events, 'submit').video).toMatchObject({ frameCount: 9 });
});

const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

test.each([
  ['breaks', () => Promise.reject(new TypeError('fetch failed', { cause: reset }))],
  ['names no video', () => Promise.resolve(Response.json({ model: 'x', videos: [] }))],
  ['comes from something in between', () => Promise.resolve(new Response('<html>', { status: 504 }))],
])('a waiting call whose answer %s is unknown and never sent again by itself', async (_, answer) => {
  const rig = await createOxenRig();
  await rig.host.settings.update({ providerSettings: { oxenMode: 'sync' } });
  rig.intercept = (call) => (isSync(call) ? answer() : undefined);
  expect((await rig.run()).status).toBe('failed');
  expect(rig.calls.filter(isSync)).toHaveLength(1);
  expect(onlyJob(rig.host)).toMatchObject({ state: 'unknown', charge: 'unknown', requestId: null });
});

test('a host that closes during a waiting call leaves the job to be looked for', async () => {
  const rig = await createOxenRig();
  await rig.host.settings.update({ providerSettings: { oxenMode: 'sync' } });
  rig.intercept = (call, _url, init) =>
    isSync(call)
      ? new Promise((_, reject) => init.signal?.addEventListener('abort', () => reject(init.signal!.reason)))
      : undefined;
  const running = rig.run();
  await expect.poll(() => rig.calls.some(isSync)).toBe(true);
  await rig.host.close();
  await running;
  rig.host = rig.openHost();
  await rig.host.jobs.resume();
  expect(onlyJob(rig.host)).toMatchObject({ state: 'unknown', requestId: null });
  expect(rig.calls.filter(isSync)).toHaveLength(1);
});

test('a waiting call tells at once what the model has against a value', async () => {
  const rig = await createOxenRig({ profile: 'content-policy' });
  await rig.host.settings.update({ providerSettings: { oxenMode: 'sync' } });
  const { status, problems } = await rig.run();
  expect(status).toBe('failed');
  expect(problems[0]!.message).toMatch(/^Oxen rejected the request.*Getting model response error: 422/);
  // A model was at work: nobody knows whether that is charged.
  expect(onlyJob(rig.host)).toMatchObject({ state: 'failed', charge: 'maybe' });
});

test('cancelled while it waits in the queue, a generation costs nothing', async () => {
  const rig = await createOxenRig({ simulator: { concurrency: 0 } });
  const stop = new AbortController();
  const running = rig.run({ signal: stop.signal });
  await expect.poll(() => rig.host.jobs.list()[0]?.state).toBe('queued');
  stop.abort();
  expect((await running).status).toBe('cancelled');
  expect(onlyJob(rig.host)).toMatchObject({ state: 'cancelled', charge: 'free' });
  expect(rig.calls.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
});

test('a generation that was stopped at Oxen ends as cancelled', async () => {
  const rig = await createOxenRig();
  rig.intercept = ({ method, path }) => {
    const id = /^\/api\/ai\/queue\/(.+)/.exec(path)?.[1];
    return method === 'GET' && id
      ? Promise.resolve(Response.json({ generation_id: id, status: 'cancelled', started_at: 5 }))
      : undefined;
  };
  await rig.run();
  expect(onlyJob(rig.host)).toMatchObject({ state: 'cancelled', charge: 'maybe' });
});

test('a generation that failed tells why, in the model’s own words and our names', async () => {
  const rig = await createOxenRig({ profile: 'download-error' });
  const { status, problems } = await rig.run();
  expect(status).toBe('failed');
  expect(problems[0]).toMatchObject({ code: 'bad-input', nodeId: 'submit', param: 'video_url' });
  expect(problems[0]!.message).toContain('Failed to download the file');
  expect(problems[0]!.fix).toContain('address');
  expect(onlyJob(rig.host)).toMatchObject({ state: 'failed', charge: 'maybe' });
});

test.each([
  [{ error_message: 'Insufficient credits' }, /Insufficient credits/, /Top up/],
  [{ error_message: `Bearer ${OXEN_KEY} was refused` }, /Bearer \[key\] was refused/, /Change the request/],
  [{ error_message: null }, /without a reason/, /Change/],
  [
    { error_message: 'Getting model response error: 503 - upstream is down' },
    /upstream is down/,
    /Run it again/,
  ],
])('a generation with %o fails with its reason', async (about, message, fix) => {
  const rig = await createOxenRig();
  rig.intercept = ({ method, path }) => {
    const id = /^\/api\/ai\/queue\/(.+)/.exec(path)?.[1];
    return method === 'GET' && id
      ? Promise.resolve(Response.json({ generation_id: id, status: 'failed', ...about }))
      : undefined;
  };
  const { problems } = await rig.run();
  expect(problems[0]!.message).toMatch(message);
  expect(problems[0]!.fix).toMatch(fix);
  expect(onlyJob(rig.host).state).toBe('failed');
});

const oxenError = (status: number, type: string, title: string) =>
  Response.json({ error: { type, title }, status: 'error', status_message: type }, { status });

test.each([
  [
    oxenError(401, 'unauthenticated', `${OXEN_KEY} is no key`),
    /did not accept the key: \[key\] is no key/,
    /valid key/,
  ],
  [oxenError(402, 'unknown_error', 'Insufficient credits'), /no credit left/, /Top up/],
  [oxenError(404, 'resource_not_found', 'Model not found: x'), /Model not found: x/, /update Blockout/],
  [oxenError(400, 'invalid_params', 'num_generations is wrong'), /num_generations is wrong/, /Change/],
  [Response.json({ error: { message: 'not today' } }, { status: 403 }), /not today/, /key/],
])('a submit that is turned away costs nothing and says why (%#)', async (response, message, fix) => {
  const rig = await createOxenRig();
  rig.intercept = ({ method, path }) =>
    method === 'POST' && path === '/api/ai/queue' ? Promise.resolve(response.clone()) : undefined;
  const { problems } = await rig.run();
  expect(enqueues(rig)).toHaveLength(1);
  expect(onlyJob(rig.host)).toMatchObject({ state: 'failed', charge: 'free', requestId: null });
  expect(problems[0]!.message).toMatch(message);
  expect(problems[0]!.fix).toMatch(fix);
  expect(JSON.stringify([problems, rig.host.jobs.list()])).not.toContain(OXEN_KEY);
});

test('429 on the submit is waited out: nothing was recorded', async () => {
  const rig = await createOxenRig();
  let refusals = 2;
  rig.intercept = ({ method, path }) =>
    method === 'POST' && path === '/api/ai/queue' && refusals-- > 0
      ? Promise.resolve(oxenError(429, 'unknown_error', 'Slow down'))
      : undefined;
  expect((await rig.run()).status).toBe('done');
  expect(enqueues(rig)).toHaveLength(3);
});

test('a queue that forgets what has ended is helped out by what the events told', async () => {
  const rig = await createOxenRig();
  let url: string | null = null;
  rig.intercept = (call, address, init) => {
    if (call.method !== 'GET' || !/^\/api\/ai\/queue\/./.test(call.path)) return undefined;
    return rig.simulator.fetch(new Request(address, init)).then(async (answer) => {
      const body = (await answer.clone().json()) as { status: string; result_url: string };
      if (body.status !== 'succeeded') return answer;
      url = body.result_url;
      return oxenError(404, 'resource_not_found', 'The requested resource could not be found');
    });
  };
  expect((await rig.run()).status).toBe('done');
  expect(url).toMatch(/^https:/);
});

test('the key goes to Oxen alone, not to where its results lie', async () => {
  const rig = await createOxenRig();
  await rig.run();
  const others = rig.calls.filter(({ host }) => host !== 'hub.oxen.ai');
  expect(others.length).toBeGreaterThan(0);
  for (const { headers } of others) expect(headers.get('authorization')).toBeNull();

  const repository = 'https://hub.oxen.ai/api/repos/me/videos/file/main/take.mp4';
  await rig.host.providers.route({ provider: oxen, owner: 0 }).link.download(repository, 5);
  expect(rig.calls.at(-1)!.headers.get('authorization')).toBe(`Bearer ${OXEN_KEY}`);
  expect(rig.calls.at(-1)!.headers.get('range')).toBe('bytes=5-');
});
