import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FAULT_PROFILES } from '../../src/simulator/faults/profiles/index.ts';
import { quickenClientRetries } from './quick-retries.ts';
import { APP, createRig, DOORS, ENDPOINT, QUEUE_MS, type Rig, SMALL } from './rig.ts';

describe.each(DOORS)('fault profiles, %s', (door) => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await createRig(door);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await rig.close();
  });

  const result = (requestId: string) => rig.client.queue.result(ENDPOINT, { requestId });
  const rawResult = (requestId: string) =>
    rig.json<{ detail: unknown }>(`https://queue.fal.run/${APP}/requests/${requestId}`);

  test('slow queue: the position counts down to the start', async () => {
    rig.simulator.setProfile('slow-queue');
    const { request_id: id, ...submitted } = await rig.client.queue.submit(ENDPOINT, { input: SMALL });
    const positions = [(submitted as unknown as { queue_position: number }).queue_position];
    for (let step = 0; step < 6; step++) {
      await rig.clock.advance(1500);
      positions.push(Number((await rig.status(id)).queue_position));
    }
    expect(positions).toEqual([6, 5, 4, 3, 2, 1, 0]);
    await rig.clock.advance(QUEUE_MS);
    expect(await rig.status(id)).toMatchObject({ status: 'IN_PROGRESS' });
  });

  test('server retries: the gateway id changes three times, then the job succeeds', async () => {
    rig.simulator.setProfile('server-retries');
    const { request_id: id } = await rig.client.queue.submit(ENDPOINT, { input: SMALL });
    const gatewayIds = new Set<unknown>();
    for (let step = 0; step < 8; step++) {
      gatewayIds.add((await rig.status(id)).gateway_request_id);
      await rig.clock.advance(400);
      await rig.simulator.idle();
    }
    gatewayIds.add((await rig.status(id)).gateway_request_id);
    expect(gatewayIds.size).toBe(4);
    expect((await result(id)).data).toMatchObject({ seed: 5 });
  });

  test('X-Fal-No-Retry gives up after the first runner failure', async () => {
    rig.simulator.setProfile('server-retries');
    const id = await rig.runJob(SMALL, { 'X-Fal-No-Retry': '1' });
    expect(await rig.status(id)).toMatchObject({
      status: 'COMPLETED',
      error_type: 'runner_connection_error',
    });
  });

  test('runner disconnected: after ten attempts the job fails, uncharged', async () => {
    quickenClientRetries();
    rig.simulator.setProfile('runner-disconnected');
    const id = await rig.runJob(SMALL);
    for (let attempt = 0; attempt < 10; attempt++) {
      await rig.clock.advance(400);
      await rig.simulator.idle();
    }
    const { logs, ...status } = await rig.status(id);
    expect(status).toMatchObject({ status: 'COMPLETED', error_type: 'runner_disconnected' });
    expect(logs).toHaveLength(9);
    const response = await rawResult(id);
    expect([
      response.status,
      response.headers.get('x-fal-error-type'),
      response.headers.get('x-fal-billable-units'),
    ]).toEqual([503, 'runner_disconnected', '0']);
    expect(response.body).toMatchObject({ error_type: 'runner_disconnected' });
  });

  test('a start timeout that the caller set ends a job that waits too long', async () => {
    rig.simulator.setProfile('slow-queue');
    const { request_id: id } = await rig.client.queue.submit(ENDPOINT, { input: SMALL, startTimeout: 5 });
    await rig.clock.advance(4_999);
    expect(await rig.status(id)).toMatchObject({ status: 'IN_QUEUE' });
    await rig.clock.advance(1);
    expect(await rig.status(id)).toMatchObject({ status: 'COMPLETED', error_type: 'startup_timeout' });
    expect(await rig.resultError(id)).toMatchObject({ status: 504, timeoutType: 'user' });
  });

  test.each([
    { profile: 'invalid-field', type: 'less_than_equal', field: 'num_frames', units: '0' },
    { profile: 'over-budget', type: 'less_than_equal', field: 'num_frames', units: '0' },
    { profile: 'content-policy', type: 'content_policy_violation', field: 'prompt', units: '2' },
    { profile: 'download-error', type: 'file_download_error', field: 'video_url', units: '0' },
  ])('$profile: a 422 on the result names the field', async ({ profile, type, field, units }) => {
    rig.simulator.setProfile(profile);
    const id = await rig.runJob(SMALL);
    expect(await rig.status(id)).toMatchObject({ status: 'COMPLETED', error_type: type });
    const response = await rawResult(id);
    expect([
      response.status,
      response.headers.get('x-fal-retryable'),
      response.headers.get('x-fal-billable-units'),
    ]).toEqual([422, 'false', units]);
    expect(response.body.detail).toEqual([expect.objectContaining({ type, loc: ['body', field] })]);
  });

  test('content policy lets a request without safety checker pass', async () => {
    rig.simulator.setProfile('content-policy');
    const id = await rig.runJob({ ...SMALL, enable_safety_checker: false });
    expect((await result(id)).data).toMatchObject({ seed: 5 });
  });

  test('model crash: a 500 that may be retried', async () => {
    quickenClientRetries();
    rig.simulator.setProfile('model-crash');
    const id = await rig.runJob(SMALL);
    const response = await rawResult(id);
    expect([response.status, response.headers.get('x-fal-retryable')]).toEqual([500, 'true']);
  });

  const stream = async (id: string) => {
    const response = await rig.fetch(`https://queue.fal.run/${APP}/requests/${id}/status/stream?logs=1`, {
      headers: { authorization: 'Key test-id:test-secret' },
    });
    return response.body!.getReader();
  };

  test('stream dropped: one event, then the connection breaks; polling still tells the end', async () => {
    rig.simulator.setProfile('stream-dropped');
    const { request_id: id } = await rig.client.queue.submit(ENDPOINT, { input: SMALL });
    const reader = await stream(id);
    expect(new TextDecoder().decode((await reader.read()).value)).toContain('IN_QUEUE');
    const broken = reader.read();
    broken.catch(() => {});
    await rig.finishJobs();
    await expect(broken).rejects.toThrow();
    expect(await rig.status(id)).toMatchObject({ status: 'COMPLETED' });
  });

  test('stream split: pieces of three bytes still make whole events', async () => {
    rig.simulator.setProfile('stream-split');
    const id = await rig.runJob(SMALL);
    const reader = await stream(id);
    const pieces: Uint8Array[] = [];
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) pieces.push(piece.value);
    // A socket joins the pieces again.
    if (door === 'in process') expect(pieces.length).toBeGreaterThan(50);
    const text = Buffer.concat(pieces).toString('utf8');
    expect(JSON.parse(text.slice('data: '.length))).toMatchObject({ status: 'COMPLETED', request_id: id });
  });

  test('stream silent: it opens and says nothing, while the job goes on', async () => {
    rig.simulator.setProfile('stream-silent');
    const { request_id: id } = await rig.client.queue.submit(ENDPOINT, { input: SMALL });
    const reader = await stream(id);
    let said: unknown = 'nothing';
    void reader.read().then(
      (piece) => {
        said = piece;
      },
      () => {},
    );
    await rig.finishJobs();
    expect(await rig.status(id)).toMatchObject({ status: 'COMPLETED' });
    expect(said).toBe('nothing');
    await reader.cancel();
  });

  test('a request above the budget is a 422 that names what would fit', async () => {
    const id = await rig.runJob({ ...SMALL, resolution: '720p', num_frames: 281 });
    expect((await rig.resultError(id)).body.detail).toEqual([
      expect.objectContaining({ loc: ['body', 'num_frames'], ctx: { le: 265 }, input: 281 }),
    ]);
  });

  test('locked: 403 at every submit; locked mid-batch: from the third on', async () => {
    rig.simulator.setProfile('locked');
    const submit = () => rig.client.queue.submit(ENDPOINT, { input: SMALL });
    await expect(submit()).rejects.toMatchObject({
      status: 403,
      body: { detail: /^User is locked\. Reason: Exhausted balance\./ },
    });
    rig.simulator.setProfile('locked-mid-batch');
    await submit();
    await submit();
    await expect(submit()).rejects.toMatchObject({ status: 403 });
  });

  test('unauthorized: 401 on calls with a key, while public files stay readable', async () => {
    const id = await rig.runJob(SMALL);
    const { data } = await result(id);
    rig.simulator.setProfile('unauthorized');
    await expect(rig.client.queue.submit(ENDPOINT, { input: SMALL })).rejects.toMatchObject({ status: 401 });
    expect((await rig.fetch(data.video.url)).status).toBe(200);
  });

  test('status hang: a call is never answered until its caller gives up', async () => {
    rig.simulator.setProfile('status-hang');
    const id = await rig.runJob(SMALL);
    for (let call = 0; call < 2; call++) {
      const giveUp = new AbortController();
      const status = rig.client.queue.status(ENDPOINT, { requestId: id, abortSignal: giveUp.signal });
      giveUp.abort();
      await expect(status).rejects.toMatchObject({ name: 'AbortError' });
    }
    // Over a port an aborted call may never have reached the server, so the count of hangs is the server's.
    if (door === 'in process') expect(await rig.status(id)).toMatchObject({ status: 'COMPLETED' });
  });

  test('result expired: COMPLETED, but 404', async () => {
    rig.simulator.setProfile('result-expired');
    const id = await rig.runJob(SMALL);
    expect(await rig.status(id)).toMatchObject({ status: 'COMPLETED' });
    expect(await rig.resultError(id)).toMatchObject({ status: 404 });
  });

  test('early result: a 202 that the client takes for data', async () => {
    rig.simulator.setProfile('early-result');
    const { request_id } = await rig.client.queue.submit(ENDPOINT, { input: SMALL });
    expect((await result(request_id)).data).toMatchObject({ status: 'IN_QUEUE' });
  });

  test('download missing: 404 for the output only', async () => {
    const id = await rig.runJob(SMALL, { 'x-blockout-profile': 'download-missing' });
    const { data } = await result(id);
    expect((await rig.fetch(data.video.url)).status).toBe(404);
  });

  test('download slow: all bytes, in pieces that wait for the clock', async () => {
    rig.simulator.setProfile('download-slow');
    const { data } = await result(await rig.runJob(SMALL));
    const response = await rig.fetch(data.video.url);
    const reader = response.body!.getReader();
    let received = 0;
    for (let open = true; open; ) {
      const read = reader.read();
      const { done, value } = await advancingUntil(read, rig);
      open = !done;
      received += value?.byteLength ?? 0;
    }
    expect(received).toBe(data.video.file_size);
    expect(rig.clock.now()).toBeGreaterThanOrEqual(Date.UTC(2026, 10, 1) + 8 * 250);
  });

  test('download truncated: the first connection breaks midway, the second is whole', async () => {
    rig.simulator.setProfile('download-truncated');
    const { data } = await result(await rig.runJob(SMALL));
    const first = await rig.fetch(data.video.url);
    expect(first.headers.get('content-length')).toBe(String(data.video.file_size));
    await expect(first.arrayBuffer()).rejects.toBeInstanceOf(TypeError);
    const second = await rig.fetch(data.video.url);
    expect((await second.arrayBuffer()).byteLength).toBe(data.video.file_size);
  });

  test('download of a wrong length: ends early without an error', async () => {
    rig.simulator.setProfile('download-wrong-length');
    const { data } = await result(await rig.runJob(SMALL));
    const first = await rig.fetch(data.video.url);
    expect((await first.arrayBuffer()).byteLength).toBeLessThan(data.video.file_size * 0.81);
  });

  test('cancel ignored: the running job completes all the same', async () => {
    rig.simulator.setProfile('cancel-ignored');
    const { request_id: id } = await rig.client.queue.submit(ENDPOINT, { input: SMALL });
    await rig.clock.advance(QUEUE_MS);
    await rig.client.queue.cancel(ENDPOINT, { requestId: id });
    await rig.simulator.idle();
    expect((await result(id)).data).toMatchObject({ seed: 5 });
  });

  test('cancel forgotten: a job cancelled in the queue is unknown afterwards', async () => {
    rig.simulator.setProfile('cancel-forgotten');
    const { request_id: id } = await rig.client.queue.submit(ENDPOINT, { input: SMALL });
    await rig.client.queue.cancel(ENDPOINT, { requestId: id });
    await expect(rig.status(id)).rejects.toMatchObject({ status: 404 });
  });

  test('an unknown profile is refused with the known ones', async () => {
    expect(() => rig.simulator.setProfile('no-such')).toThrow(/Use one of: happy, slow-queue/);
    const response = await rig.fetch(`https://queue.fal.run/${ENDPOINT}`, {
      method: 'POST',
      headers: { 'x-blockout-profile': 'no-such' },
    });
    expect(response.status).toBe(400);
  });
});

test('profile names are unique and every profile says what it does', () => {
  expect(new Set(FAULT_PROFILES.map(({ name }) => name)).size).toBe(FAULT_PROFILES.length);
  expect(FAULT_PROFILES.every(({ summary }) => /^[A-Z].+\.$/.test(summary))).toBe(true);
});

async function advancingUntil<T>(promise: Promise<T>, { clock }: Rig): Promise<T> {
  let settled = false;
  const done = promise.finally(() => {
    settled = true;
  });
  while (!settled) await clock.advance(250);
  return done;
}
