import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/engine/finding.ts';
import type { ReportValue, RequestValue } from '../../src/engine/value.ts';
import { budgetCheck } from '../../src/nodes/budget-check.ts';
import { falSubmit } from '../../src/nodes/fal-submit.ts';
import { clipOf } from './fixtures/clips.ts';
import { LoneNode } from './fixtures/lone-node.ts';
import { nodeType } from './node-type.ts';

const renderToReal = nodeType('render-to-real');

async function requestOf(
  params: Readonly<Record<string, unknown>> = {},
  video = clipOf({ frameCount: 481 }),
): Promise<RequestValue> {
  return (await new LoneNode(renderToReal).run({ inputs: { video }, params })).request as RequestValue;
}
const tooLarge = {
  severity: 'error',
  code: 'over-budget',
  port: 'request',
  message: '241 frames at 1280×704 is 161 % of what the endpoint takes.',
  fix: 'Lower to 145 frames (≈ $0.32), or use 480p (≈ $0.22), or split into 2 parts of 121 frames (≈ $0.53 in all).',
};

describe('budget check', () => {
  const lone = new LoneNode(budgetCheck);

  test('lets a request through that fits and is within the limit', async () => {
    const request = await requestOf();
    expect(lone.check({ inputs: { request } })).toEqual([]);
    const outputs = await lone.run({ inputs: { request } });
    expect(outputs.request).toBe(request);
    expect((outputs.report as ReportValue).lines).toEqual([
      '1280×704 · 121 f · 24 fps · 5.04 s',
      '109.04 MP, billed as 110 × $0.0024075 = ≈ $0.26',
      'volume 109035520 of 135168000 px·frames (80.7 %)',
      'price: fal.ai model page and pricing snapshot, 2026-07-28',
    ]);
  });

  test('stops a request above the volume of its endpoint and offers what fits', async () => {
    const request = await requestOf({ num_frames: 241 });
    expect(lone.check({ inputs: { request } })).toEqual([{ ...tooLarge, fixes: request.fixes }]);
    expect(request.fixes.map(({ split }) => split?.partCount)).toEqual([undefined, undefined, 2]);
  });

  test('stops a request above its own limit, to the cent', async () => {
    const request = await requestOf();
    const check = (max_usd: number) => lone.check({ inputs: { request }, params: { max_usd } });
    expect(check(request.costUsd!)).toEqual([]);
    expect(check(0.2)).toEqual([
      {
        severity: 'error',
        code: 'over-cap',
        param: 'max_usd',
        message: 'The request costs ≈ $0.26, more than the limit of $0.20.',
        fix: 'Lower frames or resolution, switch detail refine off, or raise the limit.',
      },
    ]);
  });

  test('shows both at once; warnings are the request node’s own', async () => {
    const request = await requestOf(
      { num_frames: 241, enable_detail_refine: true },
      clipOf({ frameCount: 100 }),
    );
    const found = lone.check({ inputs: { request } });
    expect(found.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      'error over-budget',
      'error over-cap',
    ]);
    const { report } = await lone.run({ inputs: { request } });
    expect((report as ReportValue).lines.at(-1)).toBe(request.warnings[0]!.message);
  });

  test('knows endpoints without a cap, and waits for a request it does not know yet', async () => {
    const request = { ...(await requestOf({ num_frames: 241 })), volumeCapPxFrames: null };
    expect(lone.check({ inputs: { request } })).toEqual([]);
    const { report } = await lone.run({ inputs: { request } });
    expect((report as ReportValue).lines[2]).toBe('volume 217169920 px·frames, no cap documented');
    expect(lone.check()).toEqual([]);
  });

  test('tells what to do where no change of fields helps', async () => {
    const request = { ...(await requestOf({ num_frames: 241 })), fixes: [] };
    expect(lone.check({ inputs: { request } })[0]!.fix).toBe('Use a clip with a less extreme aspect.');
  });
});

describe('submit', () => {
  test('names its price before it runs: the request’s, or nothing yet', async () => {
    const lone = new LoneNode(falSubmit);
    const request = await requestOf();
    const { costUsd, megapixels } = request;
    expect(lone.estimate({ inputs: { request } })).toEqual({ jobCount: 1, costUsd, megapixels });
    expect(lone.estimate()).toEqual({ jobCount: 1, costUsd: 0, megapixels: 0 });
  });

  test('stops what the endpoint would refuse, also without a budget check', async () => {
    const lone = new LoneNode(falSubmit);
    const request = await requestOf({ num_frames: 241 });
    expect(lone.check({ inputs: { request } })).toMatchObject([tooLarge]);
    expect(lone.check({ inputs: { request: await requestOf() } })).toEqual([]);
    expect(lone.check()).toEqual([]);
  });

  test('foretells the take that it brings', async () => {
    const lone = new LoneNode(falSubmit);
    const given = { inputs: { request: await requestOf({ seed: 5, enable_detail_refine: true }) } };
    const foretold = lone.forecast(given);
    const made = await lone.run(given);
    expect(foretold).toMatchObject({ seed: 5, prompt: '3DREAL. ' });
    const { asset, name, ...shape } = foretold.video as Record<string, unknown>;
    expect([asset, name]).toEqual(['pending:k1', 'harbor.mp4']);
    expect(made.video).toMatchObject(shape);
    expect(shape).toMatchObject({ width: 2560, height: 1408, frameCount: 121, durationS: 121 / 24 });
    expect(made).toMatchObject({ seed: 5, prompt: 'expanded' });
    expect(lone.services.submitted).toEqual([given.inputs.request]);
  });

  test('fills in what the provider leaves out', async () => {
    const lone = new LoneNode(falSubmit);
    lone.services.take = { seed: null, prompt: null };
    const request = await requestOf({ seed: 9, prompt: 'wet stone' });
    expect(await lone.run({ inputs: { request } })).toMatchObject({ seed: 9, prompt: '3DREAL. wet stone' });
    const bare = { ...request, input: {} };
    expect(await lone.run({ inputs: { request: bare } })).toMatchObject({ seed: 0, prompt: '' });
    expect(lone.forecast({ inputs: { request: bare } })).toEqual({
      video: expect.objectContaining({ name: 'take.mp4' }),
      frames: { frames: [], fps: bare.output?.fps },
    });
  });

  test('tells how far the job is, and passes a failure on', async () => {
    const lone = new LoneNode(falSubmit);
    lone.services.isBroken = true;
    expect(await lone.tryRun({ inputs: { request: await requestOf() } })).toMatchObject({ failed: true });
    expect(lone.context.told).toEqual([
      { fraction: null, state: 'queued', queuePosition: 2 },
      { fraction: 0.25, state: 'running' },
    ]);
  });
});

describe('a request whose price nobody knows', () => {
  const unpriced = async () => ({ ...(await requestOf()), output: null, price: null, costUsd: null });

  test('does not pass the budget check, whatever the limit', async () => {
    const inputs = { request: await unpriced() };
    expect(new LoneNode(budgetCheck).check({ inputs, params: { max_usd: 1000 } })).toMatchObject([
      { severity: 'error', code: 'over-cap', fix: expect.stringContaining('“Expected price”') },
    ]);
    const { report } = await new LoneNode(budgetCheck).run({ inputs });
    expect(report).toMatchObject({ lines: [expect.any(String), 'price unknown'] });
  });

  test('is counted apart from sums of money, and said at the submit', async () => {
    const lone = new LoneNode(falSubmit);
    const inputs = { request: await unpriced() };
    expect(lone.estimate({ inputs })).toMatchObject({ jobCount: 1, costUsd: 0, unpricedCount: 1 });
    expect(lone.check({ inputs })).toMatchObject([{ severity: 'warning', code: 'over-cap' }]);
    expect(lone.forecast({ inputs })).toEqual({});
  });
});

describe('a provider with terms of its own', () => {
  const finding: Finding = {
    severity: 'error',
    code: 'bad-input',
    nodeId: 'request',
    param: 'x',
    message: 'It lacks x.',
    fix: 'Leave it out.',
  };
  const terms = (costUsd: number | null) => ({ check: () => [finding], costUsd: () => costUsd });

  test('tells what it would not take, where the request was made', async () => {
    const submit = new LoneNode(falSubmit);
    expect(submit.check({ inputs: { request: await requestOf() }, terms: terms(1) })).toEqual([finding]);
    expect(submit.check({ terms: terms(1) })).toEqual([]);
  });

  test('is estimated at its own price, and an unknown one is counted apart', async () => {
    const submit = new LoneNode(falSubmit);
    const request = await requestOf();
    const { megapixels } = request;
    expect(submit.estimate({ inputs: { request }, terms: terms(2) })).toEqual({
      jobCount: 1,
      costUsd: 2,
      megapixels,
    });
    expect(submit.estimate({ inputs: { request }, terms: terms(null) })).toEqual({
      ...{ jobCount: 1, costUsd: 0, megapixels },
      unpricedCount: 1,
    });
  });

  test('is held to the limit of a budget check, also where its price is unknown', async () => {
    const budget = new LoneNode(budgetCheck);
    const request = await requestOf();
    const check = (costUsd: number | null) =>
      budget
        .check({ inputs: { request }, params: { max_usd: 1 }, terms: terms(costUsd) })
        .map(({ message }) => message);
    expect(check(0.99)).toEqual([]);
    expect(check(1.5)).toEqual(['The request costs ≈ $1.50, more than the limit of $1.00.']);
    expect(check(null)).toEqual([
      'Nobody tells what the request costs, so that the limit of $1.00 can’t be checked.',
    ]);
  });
});
