import type { Edit } from './edits.ts';
import { MAX_SEED, type SeedValue } from './param.ts';
import type { Registry } from './registry.ts';
import type { Workflow } from './workflow.ts';

/**
 * The edits that settle every seed before a run: *randomize* draws a new one, *increment* steps on from one that a run
 * has used, *fixed* stays. They are written into the workflow before planning, so the seed shown is the seed used.
 * `draw` returns a whole number from 0 to 2^32 − 1.
 */
export function settleSeeds(workflow: Workflow, registry: Registry, draw: () => number): Edit[] {
  const edits: Edit[] = [];
  workflow.nodes.forEach((node) => {
    const type = registry.of(node);
    for (const id in type?.params) {
      const param = type.params[id]!;
      if (param.kind !== 'seed') continue;
      const seed = (node.params[id] ?? param.default) as SeedValue;
      const next = settled(seed, draw);
      if (next) edits.push({ kind: 'set-param', node: node.id, param: id, value: next });
    }
  });
  return edits;
}

function settled(seed: SeedValue, draw: () => number): SeedValue | null {
  switch (seed.mode) {
    case 'fixed':
      return null;
    case 'randomize':
      return { mode: 'randomize', value: draw() };
    case 'increment':
      return seed.used
        ? { mode: 'increment', value: seed.value >= MAX_SEED ? 0 : seed.value + 1, used: true }
        : { ...seed, used: true };
  }
}
