import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defineNode } from '../../src/engine/define-node.ts';
import { applyEdit, type Edit } from '../../src/engine/edits.ts';
import type { Facts } from '../../src/engine/facts.ts';
import { keyText } from '../../src/engine/key.ts';
import type { MediaFact } from '../../src/engine/media-ref.ts';
import type { PathFact } from '../../src/engine/path-fact.ts';
import type { Places } from '../../src/engine/places.ts';
import { isRunnable, type Plan, planWorkflow, spendingOf } from '../../src/engine/plan.ts';
import type { PlanOptions } from '../../src/engine/plan-options.ts';
import { failure } from '../../src/engine/problem.ts';
import { refreshPlan } from '../../src/engine/refresh-plan.ts';
import { createRegistry } from '../../src/engine/registry.ts';
import { runPlan } from '../../src/engine/run-plan.ts';
import type { RequestValue } from '../../src/engine/value.ts';
import type { Workflow, WorkflowNode } from '../../src/engine/workflow.ts';
import { soundGraph } from './fixtures/arbitrary-graph.ts';
import { TINY_TYPES } from './fixtures/tiny-types.ts';
import { NO_SERVICES } from './fixtures/workbench.ts';

/** A number out of a file. */
const fileNode = defineNode({
  id: 'file',
  version: 1,
  title: 'File',
  category: 'Input',
  help: 'Measures a file.',
  inputs: {},
  outputs: { number: { kind: 'number', label: 'Size' } },
  params: { file: { kind: 'media', label: 'File', accepts: 'weights', default: null } },
  derive: ({ params }) => ({ number: params.file?.kind === 'weights' ? params.file.sizeBytes : 0 }),
});

/** A list as long as a folder has clips. */
const folderNode = defineNode({
  id: 'folder',
  version: 1,
  title: 'Folder',
  category: 'Input',
  help: 'Counts clips.',
  inputs: {},
  outputs: { number: { kind: 'number', label: 'Places', axis: 'clip' } },
  params: { folder: { kind: 'path', label: 'Folder', reads: 'clips', default: null } },
  axisLength: (_port, { params }) => clipCount(params.folder),
  derive: ({ params }) => ({ number: Array.from({ length: clipCount(params.folder) }, (_, at) => at) }),
});

const clipCount = (folder: PathFact | null) =>
  folder?.ok && folder.kind === 'clips' ? folder.clips.length : 0;

/** A paid job that asks what it is asked in the product: whether its take is paid for, and what the provider says. */
const buyNode = defineNode({
  id: 'buy',
  version: 1,
  title: 'Buy',
  category: 'Spend',
  help: 'Buys.',
  inputs: { a: { kind: 'number', label: 'A', required: true } },
  outputs: { number: { kind: 'number', label: 'Receipt' } },
  params: { tip: { kind: 'integer', label: 'Tip', default: 0, min: 0, max: 9 } },
  effect: 'spend',
  persist: true,
  check: ({ inputs: { a = 0 }, terms }) => terms?.check(requestOf(a)) ?? [],
  estimate({ inputs: { a = 0 }, terms, isPaid }) {
    if (isPaid?.(requestOf(a))) return { jobCount: 0, costUsd: 0, megapixels: 0, fetchedCount: 1 };
    return { jobCount: 1, costUsd: terms?.costUsd(requestOf(a)) ?? a / 100, megapixels: a };
  },
  run: async ({ inputs, params }) => ({ number: inputs.a + params.tip }),
});

const requestOf = (a: number) => ({ endpoint: String(a), input: {} }) as RequestValue;

const registry = createRegistry([...TINY_TYPES, fileNode, folderNode, buyNode]);

/** A sound graph in which some nodes read files or ask the ledger instead. */
function worldly(workflow: Workflow): Workflow {
  const replacing: Readonly<
    Record<string, { readonly type: string; readonly params: WorkflowNode['params'] }>
  > = {
    number: { type: 'file', params: { file: { path: 'a' } } },
    list: { type: 'folder', params: { folder: { path: 'f' } } },
    pay: { type: 'buy', params: {} },
  };
  return workflow.nodes.toArray().reduce((current, node, place) => {
    const other = place % 2 === 0 ? replacing[node.type] : undefined;
    return other ? applyEdit(current, { kind: 'set-node', node: { ...node, ...other } }).workflow : current;
  }, workflow);
}

/** What lies outside the workflow and may change by itself. */
class World {
  facts: Facts = { media: new Map([['path:a', fileFact(1)]]), paths: new Map() };
  terms: PlanOptions['terms'];
  readonly paid = new Set<string>();
  readonly kept = new Map<string, object>();
  /** By node, what stands in for its first places; null where that is gone. */
  readonly pinned = new Map<string, number | null>();
  mark = 0;

  options(): PlanOptions {
    return {
      facts: this.facts,
      provider: 'test',
      results: {
        get: (keys, at) => this.kept.get(keyText(keys, at)) as Readonly<Record<string, unknown>> | undefined,
        set: (keys, at, _type, outputs) => {
          this.mark++;
          this.kept.set(keyText(keys, at), outputs);
        },
      },
      isPaid: ({ endpoint }) => this.paid.has(endpoint),
      mark: String(this.mark),
      pinsOf: ((pins) => (nodeId: string) => {
        const receipt = pins.get(nodeId);
        if (receipt === undefined) return undefined;
        return (cell: Places) => {
          if (Object.values(cell).some((place) => place !== '1')) return undefined;
          return receipt === null
            ? failure('missing-media', 'It is gone.', 'Unpin it.')
            : { number: receipt };
        };
      })(new Map(this.pinned)),
      ...(this.terms && { terms: this.terms }),
    };
  }
}

const fileFact = (sizeBytes: number): MediaFact =>
  sizeBytes === 0
    ? { ok: false, code: 'missing-media', message: 'It is gone.', fix: 'Put it back.' }
    : { ok: true, asset: `size ${sizeBytes}`, name: 'a', kind: 'weights', sizeBytes };

const folderFact = (count: number) =>
  ({
    ok: true,
    kind: 'clips',
    digest: `${count} clips`,
    name: 'f',
    clips: Array(count).fill({}),
  }) as PathFact;

interface Act {
  readonly kind:
    | 'param'
    | 'title'
    | 'mute'
    | 'unplug'
    | 'move'
    | 'run'
    | 'lose'
    | 'pay'
    | 'terms'
    | 'file'
    | 'folder'
    | 'pin';
  readonly at: number;
  readonly value: number;
}

const acts = fc.array(
  fc.record<Act>({
    kind: fc.constantFrom(
      ...(['param', 'param', 'param', 'title', 'mute', 'unplug', 'move', 'run', 'run', 'lose'] as const),
      ...(['pay', 'terms', 'file', 'folder', 'pin'] as const),
    ),
    at: fc.nat(30),
    value: fc.constantFrom(0, 1, 2, 3, 600, 5000),
  }),
  { minLength: 2, maxLength: 10 },
);

function editOf({ nodes, edges }: Workflow, { kind, at, value }: Act): Edit | null {
  const list = nodes.toArray();
  const node = list[at % list.length]!;
  switch (kind) {
    case 'param': {
      const [param] = Object.keys(registry.get(node.type)!.params);
      if (param === undefined || param === 'folder') return null;
      const small = param === 'count' ? value % 4 : value;
      return {
        kind: 'set-param',
        node: node.id,
        param,
        value: param === 'file' ? { path: value === 0 ? 'b' : 'a' } : small,
      };
    }
    case 'title':
      return { kind: 'look', node: node.id, look: { title: `N${value}` } };
    case 'move':
      return { kind: 'move', node: node.id, to: { x: value, y: at } };
    case 'mute':
      return { kind: 'look', node: node.id, look: { mode: node.mode ? undefined : 'mute' } };
    case 'unplug': {
      const edge = edges.toArray()[at % Math.max(1, edges.size)];
      return edge && value > 3 ? { kind: 'remove-edge', id: edge.id } : null;
    }
    default:
      return null;
  }
}

function change(world: World, { kind, at, value }: Act): void {
  switch (kind) {
    case 'lose': {
      const key = [...world.kept.keys()][at % Math.max(1, world.kept.size)];
      if (key !== undefined) world.kept.delete(key);
      break;
    }
    case 'pay':
      world.paid.add(String(value));
      world.mark++;
      break;
    case 'terms': {
      const warning = { severity: 'warning', code: 'over-cap', message: `Above ${at}.`, fix: '' } as const;
      world.terms =
        value === 0 ? undefined : { check: () => (value > 2 ? [warning] : []), costUsd: () => value };
      break;
    }
    case 'pin':
      if (value === 0) world.pinned.clear();
      else world.pinned.set(`n${at % 8}`, value > 3 ? null : value);
      break;
    case 'file':
      world.facts = { ...world.facts, media: new Map([['path:a', fileFact(value)]]) };
      break;
    case 'folder':
      world.facts = {
        ...world.facts,
        paths: new Map([[JSON.stringify(['clips', 'f']), folderFact(value % 4)]]),
      };
  }
}

/** All that a plan tells; where its cards lie is none of it. */
const readable = (plan: Plan) => {
  const { workflow: _, options: __, keys, ...rest } = plan;
  const steps = plan.steps.map((step) => ({ ...step, node: { ...step.node, position: null } }));
  return { ...rest, steps, keys: [...keys.slice(0, 4 * plan.cellCount)], spending: spendingOf(plan) };
};

const TYPES = ['number', 'sum', 'work-sum', 'list', 'spread', 'total', 'pay', 'pay', 'gate', 'flaky', 'self'];

test('after any edits, and whatever comes, goes or changes outside, a refreshed plan equals a first one in everything it tells', async () => {
  const counts = { refreshed: 0, kept: 0, anew: 0 };
  await fc.assert(
    fc.asyncProperty(soundGraph(TYPES, 6), acts, fc.boolean(), async (sound, list, isNarrow) => {
      const world = new World();
      let workflow = worldly(sound);
      const targets = isNarrow
        ? workflow.nodes
            .toArray()
            .slice(-1)
            .map(({ id }) => id)
        : null;
      const first = () => planWorkflow(workflow, targets, registry, world.options(), 'all');
      let plan = first();
      for (const act of list) {
        const edit = editOf(workflow, act);
        if (edit) workflow = applyEdit(workflow, edit).workflow;
        else if (act.kind === 'run' && isRunnable(plan)) await runPlan(first(), { services: NO_SERVICES });
        else change(world, act);
        const before = plan;
        const refreshed = refreshPlan(before, workflow, registry, world.options());
        plan = refreshed ?? first();
        if (!refreshed) counts.anew++;
        else {
          counts.refreshed++;
          if (refreshed.steps.some((step, index) => step === before.steps[index])) counts.kept++;
        }
        expect(readable(plan)).toEqual(readable(first()));
      }
    }),
    { numRuns: 300 },
  );
  expect(counts.refreshed).toBeGreaterThan(2 * counts.anew);
  expect(counts.kept).toBeGreaterThan(counts.refreshed / 2);
});
