import { describe, expect, test } from 'vitest';
import { applyEdit, type Edit } from '../../src/engine/edits.ts';
import { type MediaFact, mediaRefKey } from '../../src/engine/media-ref.ts';
import { isRunnable, planWorkflow, spendingOf } from '../../src/engine/plan.ts';
import { createRegistry } from '../../src/engine/registry.ts';
import { ResultCache } from '../../src/engine/result-cache.ts';
import type { RunEvent } from '../../src/engine/run-event.ts';
import { runPlan } from '../../src/engine/run-plan.ts';
import { editsOfSeeds, settleSeeds } from '../../src/engine/seeds.ts';
import { isPendingAsset, type RequestValue, type VideoValue } from '../../src/engine/value.ts';
import type { Workflow } from '../../src/engine/workflow.ts';
import { NODE_TYPES } from '../../src/nodes/index.ts';
import { neededIds, problemMarks, workflowOf } from '../engine/fixtures/build-workflow.ts';
import { clipFact, STILL } from './fixtures/clips.ts';
import { FakeServices } from './fixtures/fake-services.ts';

const registry = createRegistry(NODE_TYPES);
const clip = { path: 'harbor.mp4' };
const still = { path: 'still.png' };
const media = new Map<string, MediaFact>([
  [mediaRefKey(clip), clipFact({ frameCount: 300, fps: 30, durationS: 10 })],
  [mediaRefKey(still), { ok: true, kind: 'image', hasAlpha: false, ...STILL }],
]);

const EDGES = [
  'clip.video > fit.video',
  'fit.video > render.video',
  'fit.video > frame.video',
  'still.image > render.image',
  'words.prompt > render.prompt',
  'set.settings > render.settings',
  'seed.seed > render.seed',
  'render.request > gate.request',
  'gate.request > send.request',
  'gate.report > look.report',
  'send.video > keep.video',
  'send.seed > keep.seed',
];
const workflowWith = (params: Readonly<Record<string, object>> = {}) =>
  workflowOf(
    Object.fromEntries(
      Object.entries({
        clip: { type: 'video-input', params: { clip, in_frame: 10, out_frame: 259 } },
        still: { type: 'image-input', params: { image: still } },
        seed: { type: 'seed', params: { seed: { mode: 'fixed', value: 77 } } },
        fit: { type: 'conform-video', params: { size: { width: 1280, height: 720 } } },
        frame: { type: 'extract-frame', params: { at: 'last' } },
        words: { type: 'prompt', params: { text: 'wet stone' } },
        set: { type: 'generation-settings', params: { num_frames: 121 } },
        render: { type: 'render-to-real' },
        gate: { type: 'budget-check' },
        send: { type: 'fal-submit' },
        look: { type: 'preview' },
        keep: { type: 'save-video' },
      }).map(([id, node]) => [
        id,
        { ...node, params: { ...('params' in node && node.params), ...params[id] } },
      ]),
    ),
    EDGES,
  );

function session() {
  const services = new FakeServices();
  const options = { facts: { media }, results: new ResultCache(), provider: 'simulator' };
  const plan = (workflow: Workflow) => planWorkflow(workflow, null, registry, options);
  const run = async (workflow: Workflow) => {
    const events: RunEvent[] = [];
    const outcome = await runPlan(plan(workflow), { services, onEvent: (event) => events.push(event) });
    expect(outcome.problems).toEqual([]);
    return { outcome, events };
  };
  return { services, plan, run };
}
const edited = (workflow: Workflow, edits: readonly Edit[]) =>
  applyEdit(workflow, { kind: 'batch', edits }).workflow;

test('what a plan foretells is what a run makes, from the clip to the take', async () => {
  const { plan, run } = session();
  const before = plan(workflowWith());
  expect(problemMarks(before)).toEqual([]);
  expect(spendingOf(before)).toMatchObject({ jobCount: 1, megapixels: 109.035_52 });
  const { events } = await run(workflowWith());
  for (const event of events) {
    if (event.kind !== 'node-finished') continue;
    const step = before.steps[before.indexOf.get(event.nodeId)!]!;
    const foretold = step.forecasts[0];
    if (!foretold) continue;
    for (const [port, value] of Object.entries(foretold)) {
      const made = event.outputs[port];
      if (port === 'video') {
        const { asset, name: _, ...shape } = value as VideoValue;
        expect(isPendingAsset(asset)).toBe(true);
        for (const field of ['width', 'height', 'fps', 'frameCount', 'durationS', 'hasAudio'] as const) {
          expect([event.nodeId, field, (made as VideoValue)[field]]).toEqual([
            event.nodeId,
            field,
            shape[field],
          ]);
        }
      } else if (port === 'request') {
        const { input: _, ...plain } = value as RequestValue;
        expect(made).toMatchObject(plain);
      } else if (event.nodeId !== 'send') expect(made).toEqual(value);
    }
  }
});

test('a run trims, conforms, submits once and saves under its seed', async () => {
  const { services, run } = session();
  const { outcome } = await run(workflowWith());
  expect(outcome.status).toBe('done');
  expect(services.conformed).toEqual([
    { inFrame: 10, outFrame: 259 },
    { fps: 24, frameCount: 193, width: 1280, height: 720, fit: 'crop' },
  ]);
  expect(services.submitted).toHaveLength(1);
  expect(services.submitted[0]!.input).toMatchObject({
    seed: 77,
    prompt: '3DREAL. wet stone',
    num_frames: 121,
    image_url: { asset: STILL.asset },
    video_url: { asset: 'f'.repeat(64) },
  });
  expect(services.saved).toMatchObject([{ tokens: { seed: '5', node: 'Save video' } }]);
});

describe('nothing is paid for twice', () => {
  test('when nothing changed, though the request’s own unused seed is drawn anew', async () => {
    const { services, plan, run } = session();
    let workflow = workflowWith();
    let drawn = 0;
    const retaken = new Set(['render', 'send']);
    const press = async () => {
      workflow = edited(
        workflow,
        editsOfSeeds(settleSeeds(workflow, registry, { draw: () => ++drawn, retaken })),
      );
      return run(workflow);
    };
    await press();
    await press();
    expect(drawn).toBe(2);
    expect(services.submitted).toHaveLength(1);
    expect(spendingOf(plan(workflow)).jobCount).toBe(0);
  });

  test('when an overruled prompt is typed, a node renamed or an edge drawn again', async () => {
    const { services, run } = session();
    const workflow = workflowWith();
    await run(workflow);
    const edge = workflow.edges.get('clip.video>fit.video')!;
    const other = workflow.edges.get('fit.video>render.video')!;
    await run(
      edited(workflow, [
        { kind: 'set-param', node: 'render', param: 'prompt', value: 'not used' },
        { kind: 'look', node: 'render', look: { title: 'Shot 1' } },
        { kind: 'remove-edge', id: edge.id },
        { kind: 'set-edge', edge },
        { kind: 'remove-edge', id: other.id },
        { kind: 'set-edge', edge: other },
      ]),
    );
    expect(services.submitted).toHaveLength(1);
  });

  test('but a changed seed is a new take', async () => {
    const { services, run } = session();
    await run(workflowWith());
    await run(workflowWith({ seed: { seed: { mode: 'fixed', value: 78 } } }));
    expect(services.submitted.map(({ input }) => input.seed)).toEqual([77, 78]);
  });
});

describe('a request that is too large', () => {
  const tooLong = workflowWith({ set: { num_frames: 161 } });

  test('stops the plan before anything is spent, at the gate and at the submit', () => {
    const { plan } = session();
    const planned = plan(tooLong);
    expect(isRunnable(planned)).toBe(false);
    expect(problemMarks(planned)).toContain('over-budget@gate');
  });

  test('fits once one of its fixes is applied, in the settings it came from', () => {
    const { plan } = session();
    const [problem] = plan(tooLong).problems.filter(({ code }) => code === 'over-budget');
    expect(problem!.fixes!.length).toBeGreaterThan(0);
    for (const { sets } of problem!.fixes!) {
      expect(sets.find(({ param }) => param === 'num_frames')?.nodeId ?? 'set').toBe('set');
      const edits = sets.map(
        ({ nodeId, param, value }): Edit => ({ kind: 'set-param', node: nodeId, param, value }),
      );
      expect(problemMarks(plan(edited(tooLong, edits)))).toEqual([]);
    }
  });

  test('names its own settings in its fixes, though equal ones were run before', async () => {
    const { plan, run } = session();
    const shot = (id: string, reader: string) =>
      workflowOf(
        {
          clip: { type: 'video-input', params: { clip } },
          [`set${id}`]: { type: 'generation-settings', params: { num_frames: 481 } },
          [`render${id}`]: { type: 'render-to-real', params: {} },
          end: { type: reader },
          look: { type: 'preview' },
        },
        [
          `clip.video > render${id}.video`,
          `set${id}.settings > render${id}.settings`,
          `render${id}.request > end.request`,
          'end.report > look.report',
        ].slice(0, reader === 'preview' ? 3 : 4),
      );
    const first = edited(shot('1', 'preview'), [{ kind: 'remove-node', id: 'look' }]);
    expect((await run(first)).outcome.status).toBe('done');
    const named = plan(shot('2', 'budget-check')).problems.flatMap(({ fixes = [] }) =>
      fixes.flatMap(({ sets }) => sets.map(({ nodeId }) => nodeId)),
    );
    expect(new Set(named)).toEqual(new Set(['set2']));
  });

  test('above the artist’s own limit stops with another code', () => {
    const { plan } = session();
    expect(problemMarks(plan(workflowWith({ gate: { max_usd: 0.1 } })))).toEqual(['over-cap@gate']);
  });
});

test('a still that is missing stops only what shows it', () => {
  const { plan } = session();
  const planned = plan(workflowWith({ still: { image: { path: 'gone.png' } } }));
  expect(problemMarks(planned)).toEqual(['missing-media@still']);
  expect(neededIds(planned)).toContain('send');
});
