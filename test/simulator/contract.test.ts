import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { renderer } from '../kept-processes.ts';
import { quickenClientRetries } from './quick-retries.ts';
import {
  APP,
  COMMON_HEADERS,
  createRig,
  DOORS,
  ENDPOINT,
  QUEUE_MS,
  type RecordedRequest,
  type Rig,
  SMALL,
  WIDE,
} from './rig.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const queueCall = (method: string, path: string, query = ''): RecordedRequest => ({
  method,
  host: 'queue.fal.run',
  path,
  query,
  headers: COMMON_HEADERS,
  body: undefined,
});

describe.each(DOORS)('the fal client and the simulator, %s', (door) => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await createRig(door, { clip: WIDE, renderer });
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await rig.close();
  });

  test('submit posts the input to the full id and answers with a queued job and its urls', async () => {
    const answer = await rig.client.queue.submit(ENDPOINT, { input: SMALL });
    expect(rig.requests).toEqual([
      {
        ...queueCall('POST', `/${ENDPOINT}`),
        headers: { ...COMMON_HEADERS, 'x-fal-queue-priority': 'normal' },
        body: SMALL,
      },
    ]);
    expect(answer.request_id).toMatch(UUID);
    const base = `https://queue.fal.run/${APP}/requests/${answer.request_id}`;
    expect(answer).toMatchObject({
      status: 'IN_QUEUE',
      queue_position: 0,
      response_url: base,
      status_url: `${base}/status`,
      cancel_url: `${base}/cancel`,
    });
  });

  test('submit carries priority, hint, start timeout, lifecycle, own headers and the webhook', async () => {
    await rig.client.queue.submit(ENDPOINT, {
      input: SMALL,
      priority: 'low',
      hint: 'runner-7',
      startTimeout: 30,
      storageSettings: { expiresIn: '1h' },
      headers: { 'X-Fal-Store-IO': '0' },
      webhookUrl: 'https://hooks.example/done?x=1',
    });
    expect(rig.requests[0]).toMatchObject({
      query: '?fal_webhook=https%3A%2F%2Fhooks.example%2Fdone%3Fx%3D1',
      headers: {
        ...COMMON_HEADERS,
        'x-fal-queue-priority': 'low',
        'x-fal-runner-hint': 'runner-7',
        'x-fal-request-timeout': '30',
        'x-fal-object-lifecycle-preference': '{"expiration_duration_seconds":3600}',
        'x-fal-store-io': '0',
      },
    });
  });

  test('status, result and cancel use owner/alias only', async () => {
    const id = await rig.runJob(SMALL);
    rig.requests.length = 0;
    await rig.client.queue.status(ENDPOINT, { requestId: id });
    await rig.client.queue.status(ENDPOINT, { requestId: id, logs: true });
    await rig.client.queue.result(ENDPOINT, { requestId: id });
    await expect(rig.client.queue.cancel(ENDPOINT, { requestId: id })).rejects.toMatchObject({
      status: 400,
      body: { status: 'ALREADY_COMPLETED' },
      requestId: id,
    });
    expect(rig.requests).toEqual([
      queueCall('GET', `/${APP}/requests/${id}/status`, '?logs=0'),
      queueCall('GET', `/${APP}/requests/${id}/status`, '?logs=1'),
      queueCall('GET', `/${APP}/requests/${id}`),
      queueCall('PUT', `/${APP}/requests/${id}/cancel`),
    ]);
  });

  test('the status goes 202 IN_QUEUE, 202 IN_PROGRESS, 200 COMPLETED, with logs only where asked', async () => {
    const { request_id: id } = await rig.client.queue.submit(ENDPOINT, { input: SMALL });
    const status = (query: string) =>
      rig.json<{ logs: { message: string }[] | null }>(
        `https://queue.fal.run/${APP}/requests/${id}/status${query}`,
      );
    expect(await status('?logs=1')).toMatchObject({
      status: 202,
      body: { status: 'IN_QUEUE', queue_position: 0, request_id: id },
    });
    expect((await status('')).headers.get('x-fal-request-id')).toBe(id);
    await rig.clock.advance(QUEUE_MS);
    expect(await status('?logs=0')).toMatchObject({
      status: 202,
      body: { status: 'IN_PROGRESS', logs: null },
    });
    await rig.finishJobs();
    const completed = await status('?logs=1');
    expect(completed).toMatchObject({
      status: 200,
      body: { status: 'COMPLETED', metrics: { inference_time: 0 } },
    });
    const logs = completed.body.logs ?? [];
    expect(logs.map((log) => log.message)).toContain('step 15/15');
    expect(logs[0]).toMatchObject({ level: 'INFO', source: 'USER' });
    expect((await status('?logs=0')).body.logs).toBeNull();
  });

  test('the result has the video, the seed and the prompt, and says what was billed', async () => {
    const id = await rig.runJob({ ...SMALL, prompt: 'A rainy street.' });
    const { data, requestId } = await rig.client.queue.result(ENDPOINT, { requestId: id });
    expect(requestId).toBe(id);
    expect(data).toMatchObject({
      seed: 5,
      prompt: '3DREAL. A rainy street.',
      video: { content_type: 'video/mp4', width: 832, height: 448, fps: 24, num_frames: 9, duration: 0.375 },
    });
    expect(data.video.url).toMatch(/^https:\/\/v3b\.fal\.media\/files\/b\/[0-9a-f]{8}\/[\w.-]+\.mp4$/);
    for (const path of [
      `${APP}/requests/${id}`,
      `${ENDPOINT}/requests/${id}`,
      `${ENDPOINT}/requests/${id}/response`,
    ]) {
      const response = await rig.fetch(`https://queue.fal.run/${path}`, { headers: COMMON_HEADERS });
      expect(response.status).toBe(200);
      // 832 × 448 × 9 is 3.35 megapixels.
      expect(response.headers.get('x-fal-billable-units')).toBe('4');
      expect(await response.json()).toEqual(data);
    }
    const file = await rig.fetch(data.video.url);
    expect((await file.arrayBuffer()).byteLength).toBe(data.video.file_size);
  });

  test('a result that is asked for too early is a 400', async () => {
    const { request_id } = await rig.client.queue.submit(ENDPOINT, { input: SMALL });
    await expect(rig.client.queue.result(ENDPOINT, { requestId: request_id })).rejects.toMatchObject({
      status: 400,
      body: { detail: 'Request is still in progress' },
    });
  });

  test('cancel in the queue completes the job as cancelled with a 499 result', async () => {
    const { request_id: id } = await rig.client.queue.submit(ENDPOINT, { input: SMALL });
    await expect(rig.client.queue.cancel(ENDPOINT, { requestId: id })).resolves.toBeUndefined();
    expect(rig.requests.at(-1)).toEqual(queueCall('PUT', `/${APP}/requests/${id}/cancel`));
    expect(await rig.client.queue.status(ENDPOINT, { requestId: id })).toMatchObject({
      status: 'COMPLETED',
      error_type: 'client_cancelled',
    });
    await expect(rig.client.queue.result(ENDPOINT, { requestId: id })).rejects.toMatchObject({
      status: 499,
      body: { detail: 'Request cancelled by the client.' },
    });
  });

  test('cancel while running is a request that stops the job', async () => {
    const { request_id: id } = await rig.client.queue.submit(ENDPOINT, { input: SMALL });
    await rig.clock.advance(QUEUE_MS);
    const response = await rig.fetch(`https://queue.fal.run/${APP}/requests/${id}/cancel`, {
      method: 'PUT',
      headers: COMMON_HEADERS,
    });
    expect([response.status, await response.json()]).toEqual([202, { status: 'CANCELLATION_REQUESTED' }]);
    await rig.simulator.idle();
    await expect(rig.client.queue.result(ENDPOINT, { requestId: id })).rejects.toMatchObject({ status: 499 });
  });

  test('an unknown job is a 404 on every call', async () => {
    const requestId = crypto.randomUUID();
    await expect(rig.client.queue.cancel(ENDPOINT, { requestId })).rejects.toMatchObject({
      status: 404,
      body: { status: 'NOT_FOUND' },
    });
    await expect(rig.client.queue.status(ENDPOINT, { requestId })).rejects.toMatchObject({ status: 404 });
    await expect(rig.client.queue.result(ENDPOINT, { requestId })).rejects.toMatchObject({ status: 404 });
  });

  test('an unknown endpoint is a 404 at submit', async () => {
    await expect(rig.client.queue.submit(`${APP}/no-such-thing`, { input: {} })).rejects.toMatchObject({
      status: 404,
      body: { detail: 'Path /no-such-thing not found' },
    });
    await expect(rig.client.queue.submit('nobody/nothing', { input: {} })).rejects.toMatchObject({
      status: 404,
      body: { detail: "Application 'nobody/nothing' not found" },
    });
  });

  test('the status stream sends each change as an event until the job is completed', async () => {
    const { request_id: id } = await rig.client.queue.submit(ENDPOINT, { input: SMALL });
    const stream = await rig.client.queue.streamStatus(ENDPOINT, { requestId: id, logs: true });
    const states: string[] = [];
    const messages: string[] = [];
    const first = new Promise<void>((resolve) => {
      stream.on('data', (event) => {
        if (states.at(-1) !== event.status) states.push(event.status);
        if ('logs' in event)
          messages.push(...(event.logs ?? []).map((log: { message: string }) => log.message));
        resolve();
      });
    });
    await first;
    await rig.finishJobs();
    await stream.done();
    expect(states).toEqual(['IN_QUEUE', 'IN_PROGRESS', 'COMPLETED']);
    expect(messages.filter((message) => message.startsWith('step'))).toHaveLength(15);
    expect(rig.requests.at(-1)).toEqual({
      ...queueCall('GET', `/${APP}/requests/${id}/status/stream`, '?logs=1'),
      headers: { ...COMMON_HEADERS, accept: 'application/json, text/event-stream' },
    });
  });

  test('a sync run answers with the model’s own body', async () => {
    const { data, requestId } = await rig.client.run(ENDPOINT, { input: SMALL });
    expect(rig.requests).toEqual([{ ...queueCall('POST', `/${ENDPOINT}`), host: 'fal.run', body: SMALL }]);
    expect(requestId).toMatch(UUID);
    expect(data).toMatchObject({ seed: 5, video: { num_frames: 9 } });
  });

  test('polling for a failed job resolves: the error is on the status and on the result', async () => {
    quickenClientRetries();
    const { request_id: id } = await rig.client.queue.submit(ENDPOINT, {
      input: { ...SMALL, num_frames: 8 },
    });
    const settled = rig.client.queue.subscribeToStatus(ENDPOINT, { requestId: id, pollInterval: 1000 });
    await rig.finishJobs();
    expect(await settled).toMatchObject({ status: 'COMPLETED', error_type: 'greater_than_equal' });
    await expect(rig.client.queue.result(ENDPOINT, { requestId: id })).rejects.toMatchObject({ status: 422 });
  });
});
