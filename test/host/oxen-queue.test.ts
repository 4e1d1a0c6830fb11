import { expect, test } from 'vitest';
import { CLIP_URL } from './oxen-clip.ts';
import { createOxenRig, enqueues, OXEN_KEY } from './oxen-rig.ts';
import { type Call, onlyJob, outputsOf, type Rig } from './rig.ts';

const isPoll = ({ method, path }: { method: string; path: string }) =>
  method === 'GET' && /^\/api\/ai\/queue\/./.test(path);

test('a request goes out in Oxen’s terms and the take comes home', async () => {
  const rig = await createOxenRig();
  const result = await rig.run();
  expect(result).toMatchObject({ status: 'done', problems: [] });
  const [sent, ...others] = enqueues(rig);
  expect(others).toEqual([]);
  expect(sent!.headers.get('authorization')).toBe(`Bearer ${OXEN_KEY}`);
  expect(sent!.body).toMatchObject({
    model: 'ltx-2-3-quality-reference-video-to-video',
    prompt: 'A harbor at dawn.',
    input_video: CLIP_URL,
    num_frames: 9,
    resolution: 'auto',
    seed: 42,
  });
  const names = Object.keys(sent!.body as object);
  for (const lacking of [
    'video_url',
    'num_inference_steps',
    'guidance_scale',
    'video_write_mode',
    'sync_mode',
  ])
    expect(names).not.toContain(lacking);
  expect(onlyJob(rig.host)).toMatchObject({
    provider: { id: 'oxen' },
    state: 'done',
    seed: 42,
    charge: 'billed',
    notes: [],
  });
  expect(outputsOf(result.events, 'submit').video).toMatchObject({ frameCount: 9, width: 64, height: 64 });
  // 9 frames at 24 fps for the simulated 0.1 USD a second.
  expect(result.costUsd).toBeCloseTo(0.0375, 6);
});

test('events are subscribed to before the submit leaves', async () => {
  const rig = await createOxenRig();
  expect((await rig.run()).status).toBe('done');
  const order = rig.calls.filter(({ path }) => path === '/api/events' || path === '/api/ai/queue');
  expect(order.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /api/events',
    'POST /api/ai/queue',
  ]);
});

test('an event that ends a generation makes the next poll immediate', async () => {
  const rig = await createOxenRig();
  const { stream, send } = pipe();
  let isOver = false;
  rig.intercept = (call) => {
    if (call.path === '/api/events') return Promise.resolve(new Response(stream));
    return isPoll(call) && !isOver ? stillRunning(call) : undefined;
  };
  const running = rig.run();
  // Longer than what passes by itself: from here on only the event can make anyone ask again.
  await rig.clock.deadline(22_500);
  await rendered(rig);
  isOver = true;
  const { requestId } = onlyJob(rig.host);
  const told = JSON.stringify({
    generation_id: requestId,
    status: 'succeeded',
    media_type: 'video',
    url: 'https://x',
  });
  send(': keep-alive\n\nevent: deployment\ndata: {}\n\nevent: media_generation_comp');
  send(`leted\ndata: ${told}\n\n`);
  expect((await running).status).toBe('done');
});

test.each([
  ['cannot be opened', () => new Response('no', { status: 500 })],
  ['says nothing', () => new Response(pipe().stream)],
])('a stream that %s stops nothing: polling goes on', async (_, stream) => {
  const rig = await createOxenRig();
  let isOver = false;
  rig.intercept = (call) => {
    if (call.path === '/api/events') return Promise.resolve(stream());
    return isPoll(call) && !isOver ? stillRunning(call) : undefined;
  };
  const running = rig.run();
  await rig.clock.deadline(22_500);
  await rendered(rig);
  isOver = true;
  rig.clock.advance(22_500);
  expect((await running).status).toBe('done');
});

test('a stream that comes back makes everything be asked about, since nothing is replayed', async () => {
  const rig = await createOxenRig();
  const first = pipe();
  let streams = 0;
  let isOver = false;
  rig.intercept = (call) => {
    if (call.path === '/api/events' && ++streams === 1) return Promise.resolve(new Response(first.stream));
    return isPoll(call) && !isOver ? stillRunning(call) : undefined;
  };
  const running = rig.run();
  await rig.clock.deadline(22_500);
  await rendered(rig);
  isOver = true;
  first.end();
  expect((await running).status).toBe('done');
  expect(streams).toBe(2);
});

test('Oxen down in the middle of a job loses nothing and sends nothing twice', async () => {
  const rig = await createOxenRig({ profile: 'down-mid-job' });
  expect((await rig.run()).status).toBe('done');
  expect(enqueues(rig)).toHaveLength(1);
  expect(onlyJob(rig.host)).toMatchObject({ state: 'done', problem: null });
});

test('a generation that reads like a lost one is shown, since others may send the same addresses, and taken on a person’s word', async () => {
  const rig = await createOxenRig({ profile: 'submit-reset-after' });
  const { problems } = await rig.run();
  const { id, alikeRequestId } = onlyJob(rig.host);
  expect(problems[0]!.message).toContain(`reads the same (${alikeRequestId})`);
  await rig.host.jobs.resume(id, alikeRequestId!);
  expect((await rig.run()).status).toBe('done');
  expect(enqueues(rig)).toHaveLength(1);
  expect(onlyJob(rig.host).notes).toEqual([
    'The answer to the submit was lost; the job was found again at the provider.',
  ]);
});

test('a submit that never arrived is looked for and not sent again by itself', async () => {
  const rig = await createOxenRig({ profile: 'submit-reset-before' });
  const { status, problems } = await rig.run();
  expect(status).toBe('failed');
  expect(enqueues(rig)).toHaveLength(1);
  expect(onlyJob(rig.host)).toMatchObject({ state: 'unknown', charge: 'unknown', requestId: null });
  expect(problems[0]!.message).toContain('Oxen');
});

test('502 on the submit is never answered with a second one', async () => {
  const rig = await createOxenRig({ profile: 'bad-gateway' });
  expect((await rig.run()).status).toBe('failed');
  expect(enqueues(rig)).toHaveLength(1);
  expect(onlyJob(rig.host)).toMatchObject({ state: 'unknown', requestId: null });
});

test('a host that starts again takes up the generation and fetches it', async () => {
  const rig = await createOxenRig();
  rig.intercept = (call) => (isPoll(call) ? Promise.resolve(new Response('', { status: 503 })) : undefined);
  const running = rig.run();
  await expect.poll(() => rig.host.jobs.list()[0]?.requestId ?? null).not.toBeNull();
  await rig.host.close();
  expect((await running).status).not.toBe('done');
  rig.intercept = () => undefined;
  rig.host = rig.openHost();
  await rig.host.jobs.resume();
  expect(onlyJob(rig.host)).toMatchObject({ state: 'done', seed: 42 });
  expect(enqueues(rig)).toHaveLength(1);
});

function stillRunning({ path }: Call) {
  return Promise.resolve(Response.json({ generation_id: path.split('/').at(-1), status: 'processing' }));
}

/** Resolves when the simulator has nothing left to render. */
async function rendered({ simulator }: Rig): Promise<void> {
  await simulator.tick();
  await simulator.idle();
}

/** An event stream that a test writes by hand. */
function pipe() {
  let controller!: ReadableStreamDefaultController<Uint8Array>;
  const stream = new ReadableStream<Uint8Array>({
    start(own) {
      controller = own;
    },
  });
  return {
    stream,
    send: (text: string) => controller.enqueue(new TextEncoder().encode(text)),
    end: () => controller.close(),
  };
}
