import { afterEach, expect, test, vi } from 'vitest';
import { quickenClientRetries } from '../simulator/quick-retries.ts';
import { createRig, onlyJob } from './rig.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const failWith = (code: string) =>
  Promise.reject(
    new TypeError('fetch failed', { cause: Object.assign(new Error(`connect ${code}`), { code }) }),
  );

/** An answer whose connection breaks after these bytes, as undici reports it. */
function brokenJson(start: string): Response {
  const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (controller.desiredSize === 0) controller.enqueue(new TextEncoder().encode(start));
        controller.error(new TypeError('terminated', { cause: reset }));
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: { 'content-type': 'application/json' } });
}

test('a 502 on the submit is never answered with a second submit', async () => {
  const rig = await createRig({ profile: 'bad-gateway' });
  const { status, problems } = await rig.run();
  expect(status).toBe('failed');
  expect(rig.submits()).toHaveLength(1);
  expect(onlyJob(rig.host)).toMatchObject({ state: 'unknown', charge: 'unknown', requestId: null });
  expect(problems[0]).toMatchObject({ code: 'provider', nodeId: 'submit' });
  expect(problems[0]!.fix).toMatch(/run it again/);
});

test.each([
  ['', 'submit-reset-after'],
  [', and not mixed up with one of the same seed', 'duplicate-seeds'],
  [', and found where our own clock is twenty minutes ahead', 'clock-skew'],
])(
  'a connection that breaks after the submit was recorded is followed up by what was sent%s',
  async (_, profile) => {
    const rig = await createRig({ profile });
    const { status } = await rig.run();
    expect(status).toBe('done');
    expect(rig.submits()).toHaveLength(1);
    const job = onlyJob(rig.host);
    expect(job.state).toBe('done');
    expect(job.requestId).not.toMatch(/^twin/);
    expect(job.notes).toEqual([
      'The answer to the submit was lost; the job was found again at the provider.',
    ]);
  },
);

test('a connection that breaks before the submit was recorded leaves a job that is looked for, not sent again', async () => {
  const rig = await createRig({ profile: 'submit-reset-before' });
  expect((await rig.run()).status).toBe('failed');
  expect(rig.submits()).toHaveLength(1);
  expect(onlyJob(rig.host).state).toBe('unknown');
});

test('a lost job that turns up later is attached to instead of being paid again', async () => {
  const rig = await createRig({ profile: 'submit-reset-after' });
  let isListDown = true;
  rig.intercept = ({ path }) =>
    isListDown && path.endsWith('/by-endpoint') ? failWith('ECONNRESET') : undefined;
  expect((await rig.run()).status).toBe('failed');
  expect(onlyJob(rig.host).state).toBe('unknown');
  isListDown = false;
  expect((await rig.run()).status).toBe('done');
  expect(rig.submits()).toHaveLength(1);
  expect(onlyJob(rig.host).state).toBe('done');
});

test('a past request that is in the ledger already is not taken for the lost one', async () => {
  const rig = await createRig();
  await rig.run();
  const first = onlyJob(rig.host);
  rig.simulator.setProfile('submit-reset-before');
  const again = await rig.host.run(await rig.plan({ newTake: true }));
  expect(again.status).toBe('failed');
  const lost = rig.host.jobs.list().find(({ id }) => id !== first.id)!;
  expect(lost).toMatchObject({ state: 'unknown', requestId: null, seed: first.seed });
});

test('a lost job is found on a later page of the provider’s list, too', async () => {
  const rig = await createRig({ profile: 'submit-reset-after' });
  const pages: (string | null)[] = [];
  rig.intercept = ({ path }, url, init) => {
    if (!path.endsWith('/by-endpoint')) return undefined;
    const asked = new URL(url);
    pages.push(asked.searchParams.get('cursor'));
    if (pages.length === 1) {
      const other = { request_id: 'other', sent_at: '2026-11-01T12:00:00Z', json_input: { seed: 1 } };
      return Promise.resolve(Response.json({ items: [other], next_cursor: 'two', has_more: true }));
    }
    asked.searchParams.delete('cursor');
    return rig.simulator.fetch(new Request(asked, init));
  };
  expect((await rig.run()).status).toBe('done');
  expect(pages).toEqual([null, 'two']);
  expect(rig.submits()).toHaveLength(1);
});

test('an answer to the submit that cannot be read counts as sent', async () => {
  const rig = await createRig();
  rig.intercept = (call, url, init) =>
    call.method === 'POST' && call.host === 'queue.fal.run'
      ? rig.simulator
          .fetch(new Request(url, init))
          .then(() => new Response('{"request_id": "b', { headers: { 'content-type': 'application/json' } }))
      : undefined;
  expect((await rig.run()).status).toBe('done');
  expect(rig.submits()).toHaveLength(1);
});

test('an answer to the submit that breaks off in the middle counts as sent', async () => {
  const rig = await createRig();
  rig.intercept = (call, url, init) =>
    call.method === 'POST' && call.host === 'queue.fal.run'
      ? rig.simulator.fetch(new Request(url, init)).then(() => brokenJson('{"request_id": "b'))
      : undefined;
  expect((await rig.run()).status).toBe('done');
  expect(rig.submits()).toHaveLength(1);
});

test('a submit that hangs ends at its deadline and is looked for', async () => {
  const rig = await createRig();
  rig.intercept = (call, _url, init) =>
    call.method === 'POST' && call.host === 'queue.fal.run'
      ? new Promise((_, reject) => init.signal?.addEventListener('abort', () => reject(init.signal!.reason)))
      : undefined;
  const running = rig.run();
  await rig.clock.deadline(60_000);
  rig.clock.advance(60_000);
  expect((await running).status).toBe('failed');
  expect(rig.submits()).toHaveLength(1);
  expect(onlyJob(rig.host).state).toBe('unknown');
});

test('a submit that never reached fal is sent again', async () => {
  quickenClientRetries();
  const rig = await createRig();
  let failures = 2;
  rig.intercept = (call) =>
    call.method === 'POST' && call.host === 'queue.fal.run' && failures-- > 0
      ? failWith('ECONNREFUSED')
      : undefined;
  expect((await rig.run()).status).toBe('done');
  expect(rig.submits()).toHaveLength(3);
  expect(onlyJob(rig.host).state).toBe('done');
});

test('429 on the submit is waited out by the client', async () => {
  quickenClientRetries();
  const rig = await createRig({ profile: 'rate-limited' });
  expect((await rig.run()).status).toBe('done');
  expect(rig.submits().length).toBeGreaterThanOrEqual(3);
  expect(onlyJob(rig.host).state).toBe('done');
});
