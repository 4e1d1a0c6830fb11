import { defineNode } from '../engine/define-node.ts';

/** A switch for several nodes. */
export const boolean = defineNode({
  id: 'boolean',
  version: 1,
  title: 'Switch',
  category: 'Input',
  help: 'One on or off for every node it is connected to.',
  inputs: {},
  outputs: { boolean: { kind: 'boolean', label: 'On' } },
  params: { on: { kind: 'toggle', label: 'On', default: true } },
  derive: ({ params }) => ({ boolean: params.on }),
});
