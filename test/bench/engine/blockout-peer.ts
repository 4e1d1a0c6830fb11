import { defineNode } from '../../../src/engine/define-node.ts';
import { edgeTablesOf } from '../../../src/engine/edge-tables.ts';
import { applyEdit } from '../../../src/engine/edits.ts';
import { NO_FACTS } from '../../../src/engine/facts.ts';
import type { NodeServices } from '../../../src/engine/node-context.ts';
import { type Plan, planWorkflow } from '../../../src/engine/plan.ts';
import { createRegistry } from '../../../src/engine/registry.ts';
import { replanWorkflow } from '../../../src/engine/replan.ts';
import { ResultCache } from '../../../src/engine/result-cache.ts';
import { runPlan } from '../../../src/engine/run-plan.ts';
import { Table } from '../../../src/engine/table.ts';
import { type Edge, edgeId, type Workflow } from '../../../src/engine/workflow.ts';
import { type AdditionGraph, add } from './graphs.ts';
import type { Peer } from './peer.ts';

const addNode = defineNode({
  id: 'bench-add',
  version: 1,
  title: 'Add',
  category: 'Flow',
  help: 'Adds.',
  inputs: { a: { kind: 'number', label: 'A' }, b: { kind: 'number', label: 'B' } },
  outputs: { sum: { kind: 'number', label: 'Sum' } },
  params: { value: { kind: 'integer', label: 'Value', default: 0, min: 0, max: 0x7fffffff } },
  isTarget: true,
  run: async ({ inputs: { a = 0, b = 0 }, params }) => ({ sum: add(add(params.value, a), b) }),
});

const registry = createRegistry([addNode]);

/** The whole engine with every feature on: params checked, keys, cache, events, cancel signal, lanes. */
export async function blockoutPeer(graph: AdditionGraph): Promise<Peer> {
  let workflow = workflowOf(graph);
  const targets = graph.leaves.map(String);
  const { signal } = new AbortController();
  let eventCount = 0;
  let results = new ResultCache();
  const options = () => ({ facts: NO_FACTS, results, provider: 'none' });
  let plan: Plan;
  const run = async () => {
    const outcome = await runPlan(plan, {
      services: {} as NodeServices,
      signal,
      limits: { local: 64, jobs: 64 },
      onEvent: () => {
        eventCount++;
      },
    });
    if (outcome.status !== 'done') throw new Error(`the run ended as ${outcome.status}`);
    plan = outcome.plan;
  };
  return {
    plan() {
      results = new ResultCache();
      plan = planWorkflow(workflow, targets, registry, options());
    },
    async runAll() {
      await run();
      if (eventCount < 2 * graph.values.length) throw new Error('events are missing');
    },
    async editAndRun(node, value) {
      workflow = applyEdit(workflow, {
        kind: 'set-param',
        node: String(node),
        param: 'value',
        value,
      }).workflow;
      plan = replanWorkflow(plan, workflow, registry) ?? planWorkflow(workflow, targets, registry, options());
      await run();
    },
    sumOf(node) {
      const { firstCell, type } = plan.steps[plan.indexOf.get(String(node))!]!;
      return plan.options.results.get(plan.keys, 4 * firstCell, type)?.sum as number;
    },
  };
}

function workflowOf({ values, inputs }: AdditionGraph): Workflow {
  const nodes = values.map((value, index) => ({
    id: String(index),
    type: 'bench-add',
    typeVersion: 1,
    position: { x: 0, y: 0 },
    params: { value },
  }));
  const edges = inputs.flatMap((list, index) =>
    list.map((input, place): Edge => {
      const from = { node: String(input), port: 'sum' };
      const to = { node: String(index), port: place === 0 ? 'a' : 'b' };
      return { id: edgeId(from, to), from, to };
    }),
  );
  return {
    id: 'bench',
    name: 'bench',
    nodes: Table.of(nodes),
    ...edgeTablesOf(edges),
    groups: Table.of<never>(),
    notes: Table.of<never>(),
    exposed: [],
    extra: {},
  };
}
