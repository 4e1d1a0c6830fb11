import { defineNode } from '../engine/define-node.ts';

/** A text for several nodes. */
export const text = defineNode({
  id: 'text',
  version: 1,
  title: 'Text',
  category: 'Input',
  help: 'One text for every node it is connected to.',
  inputs: {},
  outputs: { text: { kind: 'text', label: 'Text' } },
  params: { text: { kind: 'multiline', label: 'Text', default: '' } },
  derive: ({ params }) => ({ text: params.text }),
});
