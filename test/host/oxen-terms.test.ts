import { expect, test } from 'vitest';
import type { RequestValue } from '../../src/engine/value.ts';
import { oxenTerms } from '../../src/host/providers/oxen/oxen-terms.ts';
import { CLIP_URL, oxenShot } from './oxen-clip.ts';
import { createOxenRig, enqueues } from './oxen-rig.ts';
import { onlyJob } from './rig.ts';

const STILL = { asset: 'a'.repeat(64), name: 'still.png' };

/** Oxen's price list without a price. */
const priceless = ({ path }: { path: string }) =>
  path.startsWith('/api/ai/models/') ? Promise.resolve(Response.json({ id: 'x', pricing: null })) : undefined;

test.each([
  ['num_inference_steps', 20, 'num_inference_steps'],
  ['guidance_scale', 2, 'guidance_scale'],
  ['enable_prompt_expansion', false, 'enable_prompt_expansion'],
  ['enable_safety_checker', false, 'enable_safety_checker'],
  ['video_write_mode', 'fast', 'video_write_mode'],
  ['resolution', { width: 832, height: 448 }, 'resolution'],
])('%s is refused when planned, at the request node', async (param, value, named) => {
  const rig = await createOxenRig({ shot: { request: { [param]: value } } });
  const plan = await rig.plan();
  expect(plan.isRunnable).toBe(false);
  expect(plan.problems).toMatchObject([
    { severity: 'error', code: 'bad-input', nodeId: 'request', param: named },
  ]);
  expect((await rig.host.run(plan)).status).toBe('failed');
  expect(rig.host.jobs.list()).toEqual([]);
  // The same workflow is fine where the field is known.
  expect((await rig.plan({ provider: 'simulator' })).problems).toEqual([]);
});

test.each([
  [{ mid_image_url: STILL }, { port: 'keyframes' }],
  [{ end_image_url: STILL }, { port: 'keyframes' }],
  [{ sync_mode: true }, { param: 'sync_mode' }],
])('%o is told at the port or param that it came by', (change, place) => {
  const input = { video_url: CLIP_URL, image_url: CLIP_URL, prompt: 'A harbor.', ...change };
  const request = { endpoint: 'fal-ai/ltx-2.3-quality/reference-video-to-video', from: 'shot', input };
  expect(oxenTerms({}).check(request as unknown as RequestValue)).toMatchObject([
    { nodeId: 'shot', ...place },
  ]);
});

test('an endpoint that Oxen does not resell is refused as a whole', async () => {
  const rig = await createOxenRig({ shot: { type: 'render-to-real' } });
  const { problems } = await rig.plan();
  expect(problems).toMatchObject([{ code: 'provider', nodeId: 'request' }]);
  expect(problems[0]!.message).toContain('Oxen has no model');
  expect((await rig.run()).status).toBe('failed');
  expect(rig.host.jobs.list()).toEqual([]);
});

test('a file of this machine is refused: Oxen fetches inputs by their address', async () => {
  const rig = await createOxenRig({ shot: { clip: { path: 'clip.mp4' } } });
  const { problems } = await rig.plan();
  expect(problems).toMatchObject([{ nodeId: 'request', port: 'video' }]);
  expect(problems[0]!.message).toContain('clip.mp4');
  expect(problems[0]!.fix).toContain('https');
  expect((await rig.run()).status).toBe('failed');
  expect(rig.host.jobs.list()).toEqual([]);
});

test('the simulated Oxen takes files, refuses the same fields and costs nothing', async () => {
  const rig = await createOxenRig({
    env: {},
    shot: { clip: { path: 'clip.mp4' } },
    plan: { provider: 'oxen-simulator' },
  });
  const result = await rig.run();
  expect(result).toMatchObject({ status: 'done', problems: [], costUsd: 0 });
  expect(onlyJob(rig.host)).toMatchObject({ provider: { id: 'oxen-simulator' }, state: 'done' });
  // Nothing left the process by the way of the real provider.
  expect(rig.calls).toEqual([]);
  await rig.change(oxenShot({ clip: { path: 'clip.mp4' }, request: { guidance_scale: 2 } }));
  expect((await rig.plan()).problems).toMatchObject([{ nodeId: 'request', param: 'guidance_scale' }]);
});

test('without a key nothing is planned at a price or sent', async () => {
  const rig = await createOxenRig({ env: {} });
  const result = await rig.run();
  expect(result.problems).toMatchObject([
    { code: 'provider', message: expect.stringContaining('No Oxen key') },
  ]);
  expect(rig.calls).toEqual([]);
});

test('the price is Oxen’s own, asked once', async () => {
  const rig = await createOxenRig();
  expect((await rig.plan()).spending).toEqual({
    jobCount: 1,
    costUsd: expect.closeTo((9 / 24) * 0.1, 9),
    megapixels: expect.any(Number),
  });
  const asked = rig.calls.length;
  await rig.plan();
  expect(rig.calls).toHaveLength(asked);
  expect(rig.calls.every(({ path }) => path.startsWith('/api/ai/models/'))).toBe(true);
});

test('an unknown price never slips under a cap', async () => {
  const rig = await createOxenRig();
  rig.intercept = priceless;
  expect((await rig.plan()).spending).toMatchObject({ jobCount: 1, costUsd: 0, unpricedCount: 1 });
  const refused = await rig.run();
  expect(refused).toMatchObject({ status: 'failed', problems: [{ code: 'over-cap' }] });
  expect(refused.problems[0]!.message).toContain('does not tell what this costs');
  expect(rig.host.jobs.list()).toEqual([]);

  await rig.host.settings.update({ capPerRunUsd: null, capPerDayUsd: null });
  expect((await rig.run({ maxUsd: 5 })).problems).toMatchObject([{ code: 'over-cap' }]);
  expect(enqueues(rig)).toEqual([]);
  expect((await rig.run()).status).toBe('done');
});

test('the user’s own price makes caps hold again', async () => {
  const rig = await createOxenRig();
  rig.intercept = priceless;
  await rig.host.settings.update({ providerSettings: { oxenUsdPerSecond: 40 } });
  // 9 frames at 24 fps.
  expect((await rig.plan()).spending.costUsd).toBeCloseTo(15, 9);
  expect((await rig.run()).problems).toMatchObject([{ code: 'over-cap' }]);
  await rig.host.settings.update({ providerSettings: { oxenUsdPerSecond: 2 } });
  expect((await rig.run()).status).toBe('done');
  expect(onlyJob(rig.host).costUsd).toBeCloseTo(0.75, 9);
});

test('a price list that cannot be read leaves the price unknown', async () => {
  const rig = await createOxenRig();
  rig.intercept = ({ path }) =>
    path.startsWith('/api/ai/models/') ? Promise.resolve(new Response('', { status: 500 })) : undefined;
  expect((await rig.plan()).spending).toMatchObject({ unpricedCount: 1 });
});
