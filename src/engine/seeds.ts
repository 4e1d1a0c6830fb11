import type { Edit } from './edits.ts';
import { MAX_SEED, type SeedValue } from './param.ts';
import { paramsOfKind } from './params-of-kind.ts';
import type { Registry } from './registry.ts';
import type { Workflow } from './workflow.ts';

export interface SeedPlace {
  readonly nodeId: string;
  readonly param: string;
}

/** A seed that is another one from now on. */
export interface SettledSeed extends SeedPlace {
  readonly before: SeedValue;
  readonly after: SeedValue;
}

export interface SeedOptions {
  /** A whole number from 0 to 2^32 − 1. */
  readonly draw: () => number;
  /** Nodes of which a new take is wanted. */
  readonly retaken?: ReadonlySet<string>;
  /** What stands for a stored seed by now; undefined where it holds as it is. */
  readonly recall?: (place: SeedPlace, stored: SeedValue) => SeedValue | undefined;
}

/**
 * The seeds that have to change before a run. A random one is drawn once and then stays, run after run, until a new take
 * is wanted: only that draws another or, with *increment*, takes the next number. *fixed* never changes. They are written
 * into the workflow before planning, so the seed shown is the seed used.
 */
export function settleSeeds(
  workflow: Workflow,
  registry: Registry,
  { draw, retaken, recall }: SeedOptions,
): SettledSeed[] {
  const settled: SettledSeed[] = [];
  workflow.nodes.forEach((node) => {
    for (const [param, declared] of paramsOfKind(registry.of(node), 'seed')) {
      const place = { nodeId: node.id, param };
      const before = (node.params[param] ?? declared.default) as SeedValue;
      const present = recall?.(place, before) ?? before;
      const after = retaken?.has(node.id) ? nextSeed(present, draw) : settledSeed(present, draw);
      if (after !== before) settled.push({ ...place, before, after });
    }
  });
  return settled;
}

/** Writes settled seeds into the workflow. */
export function editsOfSeeds(seeds: readonly SettledSeed[]): Edit[] {
  return seeds.map(({ nodeId, param, after }) => ({ kind: 'set-param', node: nodeId, param, value: after }));
}

/** Whether a random seed waits for its first number. */
export function isOpenSeed({ mode, value, used }: SeedValue): boolean {
  return mode === 'randomize' && value === 0 && used !== true;
}

function settledSeed(seed: SeedValue, draw: () => number): SeedValue {
  return isOpenSeed(seed) ? { mode: 'randomize', value: draw(), used: true } : seed;
}

function nextSeed(seed: SeedValue, draw: () => number): SeedValue {
  switch (seed.mode) {
    case 'randomize':
      return { mode: 'randomize', value: draw(), used: true };
    case 'increment':
      return { mode: 'increment', value: seed.value >= MAX_SEED ? 0 : seed.value + 1 };
    default:
      return seed;
  }
}
