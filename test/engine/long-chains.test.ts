import { expect, test } from 'vitest';
import { connectPorts } from '../../src/engine/connect.ts';
import { applyEdit } from '../../src/engine/edits.ts';
import { planWorkflow } from '../../src/engine/plan.ts';
import { runPlan } from '../../src/engine/run-plan.ts';
import { edgeId } from '../../src/engine/workflow.ts';
import { planOptions, workflowOf } from './fixtures/build-workflow.ts';
import { tinyRegistry } from './fixtures/tiny-types.ts';
import { NO_SERVICES } from './fixtures/workbench.ts';

const COUNT = 10_000;

function chain(type: string, mode?: 'bypass') {
  const nodes = Object.fromEntries(
    Array.from({ length: COUNT }, (_, at) => [
      `n${at}`,
      { type, params: at === 0 ? { plus: 7 } : {}, ...(mode && at > 0 && at < COUNT - 1 && { mode }) },
    ]),
  );
  return workflowOf(
    nodes,
    Array.from({ length: COUNT - 1 }, (_, at) => `n${at}.number > n${at + 1}.a`),
  );
}

test.each(['sum', 'work-sum'])(
  'a chain of 10,000 “%s” nodes runs to its end on the default stack',
  async (type) => {
    const plan = planWorkflow(chain(type), [`n${COUNT - 1}`], tinyRegistry, planOptions());
    expect(plan.steps).toHaveLength(COUNT);
    let last: unknown;
    let count = 0;
    const { status } = await runPlan(plan, {
      services: NO_SERVICES,
      onEvent(event) {
        if (event.kind !== 'node-finished') return;
        count++;
        last = event.outputs.number;
      },
    });
    expect([status, count, last]).toEqual(['done', COUNT, 7]);
  },
);

test('a failure at the head of 10,000 nodes skips them all without deep calls', async () => {
  const nodes = { head: { type: 'flaky', params: { plus: 2 } }, zero: { type: 'number' } };
  const rest = Object.fromEntries(Array.from({ length: COUNT }, (_, at) => [`n${at}`, { type: 'work-sum' }]));
  const edges = ['zero.number > head.a', 'head.number > n0.a'];
  for (let at = 1; at < COUNT; at++) edges.push(`n${at - 1}.number > n${at}.a`);
  const plan = planWorkflow(
    workflowOf({ ...nodes, ...rest }, edges),
    [`n${COUNT - 1}`],
    tinyRegistry,
    planOptions(),
  );
  let skipped = 0;
  const { status } = await runPlan(plan, {
    services: NO_SERVICES,
    onEvent({ kind }) {
      if (kind === 'node-skipped') skipped++;
    },
  });
  expect([status, skipped]).toEqual(['failed', COUNT]);
});

test('10,000 bypassed nodes in a row are looked through', () => {
  const plan = planWorkflow(chain('sum', 'bypass'), [`n${COUNT - 1}`], tinyRegistry, planOptions());
  expect(plan.steps.map(({ node }) => node.id)).toEqual(['n0', `n${COUNT - 1}`]);
});

test('a circle of 10,000 nodes is refused by the canvas and told by the planner', () => {
  const workflow = chain('sum');
  const [from, to] = [
    { node: `n${COUNT - 1}`, port: 'number' },
    { node: 'n0', port: 'a' },
  ];
  expect(connectPorts(workflow, tinyRegistry, from, to)).toMatchObject({ ok: false, code: 'cycle' });
  const edge = { id: edgeId(from, to), from, to };
  const closed = applyEdit(workflow, { kind: 'set-edge', edge }).workflow;
  const { problems } = planWorkflow(closed, [from.node], tinyRegistry, planOptions());
  expect(problems.map(({ code, nodeId }) => `${code}@${nodeId}`)).toEqual([`cycle@${from.node}`]);
});
