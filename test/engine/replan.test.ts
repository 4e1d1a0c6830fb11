import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyEdit, type Edit } from '../../src/engine/edits.ts';
import { isRunnable, type Plan, planWorkflow, spendingOf } from '../../src/engine/plan.ts';
import { replanWorkflow } from '../../src/engine/replan.ts';
import { ResultCache } from '../../src/engine/result-cache.ts';
import { runPlan } from '../../src/engine/run-plan.ts';
import type { Workflow } from '../../src/engine/workflow.ts';
import { soundGraph } from './fixtures/arbitrary-graph.ts';
import { keysOf, neededIds, planOptions, workflowOf } from './fixtures/build-workflow.ts';
import { tinyRegistry } from './fixtures/tiny-types.ts';
import { NO_SERVICES } from './fixtures/workbench.ts';

const setParam = (workflow: Workflow, node: string, param: string, value: unknown) =>
  applyEdit(workflow, { kind: 'set-param', node, param, value }).workflow;

function expectSamePlan(found: Plan, fresh: Plan): void {
  expect(found.steps.map(({ node }) => node.id)).toEqual(fresh.steps.map(({ node }) => node.id));
  for (const { node } of fresh.steps) expect(keysOf(found, node.id)).toEqual(keysOf(fresh, node.id));
  expect(neededIds(found)).toEqual(neededIds(fresh));
  const said = ({ problems }: Plan) => problems.map((one) => `${one.nodeId}: ${one.message}`).sort();
  expect(said(found)).toEqual(said(fresh));
  const [a, b] = [spendingOf(found), spendingOf(fresh)];
  expect(a.jobCount).toBe(b.jobCount);
  expect(a.costUsd).toBeCloseTo(b.costUsd, 9);
}

type Act =
  | { readonly kind: 'run' }
  | { readonly kind: 'edit'; readonly node: number; readonly value: number }
  | { readonly kind: 'title'; readonly node: number };

const acts = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('run' as const) }),
    fc.record({
      kind: fc.constant('edit' as const),
      node: fc.nat(20),
      value: fc.constantFrom(0, 1, 2, 600, 1001),
    }),
    fc.record({ kind: fc.constant('title' as const), node: fc.nat(20) }),
  ),
  { minLength: 1, maxLength: 8 },
);

function editOf(workflow: Workflow, act: Act): Edit | null {
  if (act.kind === 'run') return null;
  const nodes = workflow.nodes.toArray();
  const node = nodes[act.node % nodes.length]!;
  if (act.kind === 'title') return { kind: 'look', node: node.id, look: { title: `N${act.node}` } };
  const param = Object.keys(tinyRegistry.get(node.type)!.params)[0];
  if (param === undefined) return null;
  const value = param === 'count' ? 1 + (act.value % 3) : act.value;
  return { kind: 'set-param', node: node.id, param, value };
}

const TYPES = [
  'number',
  'sum',
  'work-sum',
  'work-sum',
  'list',
  'spread',
  'total',
  'pay',
  'gate',
  'flaky',
  'self',
];

test('after any edits and runs a patched plan equals a fresh one on keys, needs, problems and spending', async () => {
  let patched = 0;
  await fc.assert(
    fc.asyncProperty(soundGraph(TYPES, 6), acts, async (first, list) => {
      const options = planOptions();
      const fresh = (workflow: Workflow) => planWorkflow(workflow, null, tinyRegistry, options);
      let workflow = first;
      let plan = fresh(workflow);
      for (const act of list) {
        if (act.kind === 'run' && isRunnable(plan)) {
          plan = (await runPlan(plan, { services: NO_SERVICES })).plan;
          const again = replanWorkflow(plan, workflow, tinyRegistry);
          if (again) expectSamePlan(again, fresh(workflow));
          continue;
        }
        const edit = editOf(workflow, act);
        if (!edit) continue;
        workflow = applyEdit(workflow, edit).workflow;
        const next = replanWorkflow(plan, workflow, tinyRegistry);
        if (next) {
          patched++;
          expectSamePlan(next, fresh(workflow));
        }
        plan = next ?? fresh(workflow);
      }
    }),
    { numRuns: 500 },
  );
  expect(patched).toBeGreaterThan(100);
});

describe('a patched plan', () => {
  const chain = {
    a: { type: 'number', params: { value: 3 } },
    b: { type: 'work-sum' },
    pay: { type: 'pay' },
    show: { type: 'show' },
  };
  const edges = ['a.number > b.a', 'b.number > pay.a', 'pay.number > show.number'];

  test('sees the price through results that a run has brought since', async () => {
    const options = planOptions();
    const first = planWorkflow(workflowOf(chain, edges), null, tinyRegistry, options);
    expect(spendingOf(first).costUsd).toBe(0);
    const { plan, status } = await runPlan(first, { services: NO_SERVICES });
    expect(status).toBe('done');
    const edited = setParam(plan.workflow, 'pay', 'tip', 1);
    const next = replanWorkflow(plan, edited, tinyRegistry)!;
    expect(neededIds(next)).toEqual(['pay', 'show']);
    expect(spendingOf(next)).toEqual({ jobCount: 1, costUsd: 0.03, megapixels: 3 });
  });

  test('never hides the price of a paid step whose own result is gone while its reader was kept', async () => {
    const nodes = { ...chain, sum: { type: 'sum' } };
    const links = [...edges.slice(0, 2), 'pay.number > sum.a', 'sum.number > show.number'];
    const options = planOptions();
    const before = planWorkflow(workflowOf(nodes, links), null, tinyRegistry, options);
    await runPlan(before, { services: NO_SERVICES });
    const kept = new ResultCache();
    for (const id of ['sum', 'show']) {
      const { firstCell, type } = before.steps[before.indexOf.get(id)!]!;
      kept.set(before.keys, 4 * firstCell, type, options.results.get(before.keys, 4 * firstCell, type)!);
    }
    const restarted = planOptions({ results: kept });
    const plan = planWorkflow(before.workflow, null, tinyRegistry, restarted);
    expect(plan.needed).toEqual([]);
    const edited = setParam(before.workflow, 'sum', 'plus', 1);
    const next =
      replanWorkflow(plan, edited, tinyRegistry) ?? planWorkflow(edited, null, tinyRegistry, restarted);
    expect(neededIds(next)).toEqual(['a', 'b', 'pay', 'sum', 'show']);
    expect(spendingOf(next).jobCount).toBe(1);
  });

  test('takes a setting that was tried before from the kept results', async () => {
    const options = planOptions();
    let { plan } = await runPlan(planWorkflow(workflowOf(chain, edges), null, tinyRegistry, options), {
      services: NO_SERVICES,
    });
    for (const value of [4, 3]) {
      const next = replanWorkflow(plan, setParam(plan.workflow, 'a', 'value', value), tinyRegistry)!;
      expect(neededIds(next)).toEqual(value === 4 ? ['a', 'b', 'pay', 'show'] : []);
      plan = (await runPlan(next, { services: NO_SERVICES })).plan;
    }
  });

  test('is given up for edges, nodes, types, versions, modes and list lengths', () => {
    const nodes = { ...chain, list: { type: 'list', params: { count: 2 } } };
    const workflow = workflowOf(nodes, [...edges, 'list.number > b.b']);
    const plan = planWorkflow(workflow, null, tinyRegistry, planOptions());
    const b = workflow.nodes.get('b')!;
    const edits: Edit[] = [
      { kind: 'remove-edge', id: workflow.edges.toArray()[0]!.id },
      { kind: 'remove-node', id: 'show' },
      { kind: 'set-node', node: { ...b, id: 'new' } },
      { kind: 'set-node', node: { ...b, type: 'sum' } },
      { kind: 'set-node', node: { ...b, typeVersion: 2 } },
      { kind: 'look', node: 'b', look: { mode: 'mute' } },
      { kind: 'set-param', node: 'list', param: 'count', value: 3 },
    ];
    for (const edit of edits)
      expect(replanWorkflow(plan, applyEdit(workflow, edit).workflow, tinyRegistry)).toBeNull();
  });

  test('is given up where the changed node has an error, since its structure may be at fault', () => {
    const workflow = workflowOf(chain, edges.slice(1));
    const broken = setParam(workflow, 'pay', 'tip', 5000);
    const plan = planWorkflow(broken, null, tinyRegistry, planOptions());
    expect(replanWorkflow(plan, setParam(broken, 'pay', 'tip', 1), tinyRegistry)).toBeNull();
  });

  test('costs nothing where only places, names or nodes outside the plan change', () => {
    const workflow = workflowOf({ ...chain, aside: { type: 'number' } }, edges);
    const plan = planWorkflow(workflow, null, tinyRegistry, planOptions());
    const edits: Edit[] = [
      { kind: 'move', node: 'a', to: { x: 5, y: 5 } },
      { kind: 'set-name', name: 'Other' },
      { kind: 'set-param', node: 'aside', param: 'value', value: 8 },
    ];
    const edited = applyEdit(workflow, { kind: 'batch', edits }).workflow;
    const next = replanWorkflow(plan, edited, tinyRegistry)!;
    expect(next.steps).toBe(plan.steps);
    expect(next.keys).toBe(plan.keys);
    expect(next.workflow).toBe(edited);
  });
});
