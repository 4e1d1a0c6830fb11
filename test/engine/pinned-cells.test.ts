import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Places, placesKey } from '../../src/engine/places.ts';
import { planWorkflow, spendingOf } from '../../src/engine/plan.ts';
import type { PlanOptions } from '../../src/engine/plan-options.ts';
import type { RunEvent } from '../../src/engine/run-event.ts';
import { runPlan } from '../../src/engine/run-plan.ts';
import { soundGraph } from './fixtures/arbitrary-graph.ts';
import { keysOf, planOptions, workflowOf } from './fixtures/build-workflow.ts';
import { tinyRegistry } from './fixtures/tiny-types.ts';
import { NO_SERVICES } from './fixtures/workbench.ts';

const planOf = (workflow: ReturnType<typeof workflowOf>, options: Partial<PlanOptions> = {}) =>
  planWorkflow(workflow, null, tinyRegistry, planOptions(options));

test('whatever is pinned in whatever graph, a run starts exactly the jobs that its plan counts, cell by cell', async () => {
  await fc.assert(
    fc.asyncProperty(
      soundGraph(['number', 'sum', 'list', 'spread', 'double', 'pay', 'pay']),
      fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
      async (workflow, choices) => {
        const chosen = new Map<string, boolean>();
        const isPinned = (nodeId: string, places: Places) => {
          const cell = `${nodeId} ${placesKey(places)}`;
          const choice = chosen.get(cell) ?? choices[chosen.size % choices.length]!;
          chosen.set(cell, choice);
          return choice;
        };
        const pinsOf = (nodeId: string) => (cell: Places) =>
          isPinned(nodeId, cell) ? { number: 7 } : undefined;
        const plan = planOf(workflow, { pinsOf });
        const { jobCount, costUsd } = spendingOf(plan);
        const needed = plan.needed.flatMap((index) => plan.steps[index]!.estimates ?? []);
        expect(needed.filter((estimate) => estimate !== null)).toHaveLength(jobCount);
        expect(needed.reduce((sum, estimate) => sum + (estimate?.costUsd ?? 0), 0)).toBeCloseTo(costUsd, 9);

        const events: RunEvent[] = [];
        await runPlan(plan, { services: NO_SERVICES, onEvent: (event) => void events.push(event) });
        const jobs = events.filter(
          ({ kind, nodeId }) => kind === 'node-started' && workflow.nodes.get(nodeId)!.type === 'pay',
        );
        expect(jobs).toHaveLength(jobCount);
        expect(jobs.filter(({ nodeId, places }) => isPinned(nodeId, places))).toEqual([]);
      },
    ),
    { numRuns: 120 },
  );
});

test('a pin changes the key of its own cell and of what is made from it, and no other', () => {
  const workflow = workflowOf(
    {
      list: { type: 'list', params: { first: 5, count: 3 } },
      pay: { type: 'pay' },
      show: { type: 'show' },
    },
    ['list.number > pay.a', 'pay.number > show.number'],
  );
  const pinned = planOf(workflow, {
    pinsOf: () => (cell) => (cell['list.item'] === '2' ? { number: 70 } : undefined),
  });
  const plain = planOf(workflow);
  for (const id of ['pay', 'show']) {
    const changed = keysOf(pinned, id).map((key, cell) => key !== keysOf(plain, id)[cell]);
    expect(changed).toEqual([false, true, false]);
  }
  const pay = pinned.steps[pinned.indexOf.get('pay')!]!;
  expect(pay.forecasts).toEqual([undefined, { number: 70 }, undefined]);
  expect(pay.estimates!.map((estimate) => estimate?.costUsd ?? null)).toEqual([0.05, null, 0.07]);
});
