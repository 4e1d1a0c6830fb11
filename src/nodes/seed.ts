import { defineNode } from '../engine/define-node.ts';

/** One seed for several requests. */
export const seed = defineNode({
  id: 'seed',
  version: 1,
  title: 'Seed',
  category: 'Input',
  help: 'One seed for every request it is connected to. The number shown is the number the last run used.',
  inputs: {},
  outputs: { seed: { kind: 'number', label: 'Seed' } },
  params: {
    seed: { kind: 'seed', label: 'Seed', default: { mode: 'randomize', value: 0 } },
  },
  derive: ({ params }) => ({ seed: params.seed }),
});
