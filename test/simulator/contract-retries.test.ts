import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { quickenClientRetries } from './quick-retries.ts';
import { createRig, DOORS, ENDPOINT, type Rig, SMALL } from './rig.ts';

/** Powers of two that the client multiplies its base pause with; the jitter of ±25 % rounds away. */
const backoff = (delaysMs: number[], baseMs: number) =>
  delaysMs.map((ms) => Math.round(Math.log2(ms / baseMs)) + 0);

describe.each(DOORS)('retries of the fal client, %s', (door) => {
  let rig: Rig;
  let delaysMs: number[];
  beforeEach(async () => {
    rig = await createRig(door);
    delaysMs = quickenClientRetries();
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await rig.close();
  });

  const requestId = crypto.randomUUID();
  const calls = {
    submit: () => rig.client.queue.submit(ENDPOINT, { input: SMALL }),
    status: () => rig.client.queue.status(ENDPOINT, { requestId }),
    result: () => rig.client.queue.result(ENDPOINT, { requestId }),
    cancel: () => rig.client.queue.cancel(ENDPOINT, { requestId }),
    stream: async () => (await rig.client.queue.streamStatus(ENDPOINT, { requestId })).done(),
    run: () => rig.client.run(ENDPOINT, { input: SMALL }),
  };

  test.each([
    { call: 'submit', attempts: 4, baseMs: 1000 },
    { call: 'status', attempts: 6, baseMs: 1000 },
    { call: 'result', attempts: 4, baseMs: 1000 },
    { call: 'cancel', attempts: 4, baseMs: 1000 },
    { call: 'stream', attempts: 1, baseMs: 1000 },
    { call: 'run', attempts: 4, baseMs: 500 },
  ] as const)(
    '$call is tried $attempts times while the service is down',
    async ({ call, attempts, baseMs }) => {
      rig.simulator.setProfile('queue-down');
      await expect(calls[call]()).rejects.toMatchObject({ status: 503 });
      expect(rig.requests).toHaveLength(attempts);
      expect(backoff(delaysMs, baseMs)).toEqual(Array.from({ length: attempts - 1 }, (_, index) => index));
    },
  );

  test('a status call survives two 500s', async () => {
    rig.simulator.setProfile('status-errors');
    const { request_id } = await calls.submit();
    await expect(rig.client.queue.status(ENDPOINT, { requestId: request_id })).resolves.toMatchObject({
      status: 'IN_QUEUE',
    });
    expect(rig.requests.filter(({ method }) => method === 'GET')).toHaveLength(3);
  });

  test('a burst of 429 is waited out and leaves one job', async () => {
    rig.simulator.setProfile('rate-limited');
    const { request_id } = await calls.submit();
    expect(request_id).toBeTruthy();
    expect(rig.requests.length).toBeGreaterThanOrEqual(3);
    expect(await jobsOfAccount()).toEqual([request_id]);
  });

  test('a 502 page is retried on submit, status and result', async () => {
    rig.simulator.setProfile('bad-gateway');
    const id = await rig.runJob(SMALL);
    await rig.status(id);
    await rig.client.queue.result(ENDPOINT, { requestId: id });
    expect(rig.requests.map(({ method }) => method)).toEqual(['POST', 'POST', 'GET', 'GET', 'GET', 'GET']);
    expect(await jobsOfAccount()).toEqual([id]);
  });

  test('a submit whose connection broke before it was recorded is one job', async () => {
    rig.simulator.setProfile('submit-reset-before');
    const { request_id } = await calls.submit();
    expect(rig.requests).toHaveLength(2);
    expect(await jobsOfAccount()).toEqual([request_id]);
  });

  test('a submit whose connection broke after it was recorded is two jobs, one of them an orphan', async () => {
    rig.simulator.setProfile('submit-reset-after');
    const { request_id } = await calls.submit();
    expect(rig.requests).toHaveLength(2);
    const ids = await jobsOfAccount();
    expect(ids).toHaveLength(2);
    expect(ids).toContain(request_id);
  });

  test('a start timeout is not retried', async () => {
    rig.simulator.setProfile('startup-timeout');
    const id = await rig.runJob(SMALL);
    expect(await rig.status(id)).toMatchObject({ status: 'COMPLETED', error_type: 'startup_timeout' });
    rig.requests.length = 0;
    expect(await rig.resultError(id)).toMatchObject({ status: 504, timeoutType: 'user' });
    expect(rig.requests).toHaveLength(1);
  });

  test('half a JSON document is a SyntaxError and not retried', async () => {
    rig.simulator.setProfile('truncated-json');
    const id = await rig.runJob(SMALL);
    rig.requests.length = 0;
    await expect(rig.client.queue.result(ENDPOINT, { requestId: id })).rejects.toBeInstanceOf(SyntaxError);
    expect(rig.requests).toHaveLength(1);
    await expect(rig.client.queue.result(ENDPOINT, { requestId: id })).resolves.toMatchObject({
      requestId: id,
    });
  });

  async function jobsOfAccount(): Promise<string[]> {
    const url = `https://api.fal.ai/v1/models/requests/by-endpoint?endpoint_id=${ENDPOINT}`;
    const { body } = await rig.json<{ items: { request_id: string }[] }>(url);
    return body.items.map((item) => item.request_id);
  }
});
