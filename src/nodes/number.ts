import { defineNode } from '../engine/define-node.ts';

const LARGEST = 1_000_000_000;

/** A number for several nodes. */
export const number = defineNode({
  id: 'number',
  version: 1,
  title: 'Number',
  category: 'Input',
  help: 'One number for every node it is connected to.',
  inputs: {},
  outputs: { number: { kind: 'number', label: 'Number' } },
  params: { number: { kind: 'number', label: 'Number', default: 0, min: -LARGEST, max: LARGEST, step: 1 } },
  derive: ({ params }) => ({ number: params.number }),
});
