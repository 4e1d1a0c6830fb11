import { defineNode } from '../engine/define-node.ts';
import { checkLoraAddress } from './lora-address.ts';

/** One adapter with its scale. */
export const lora = defineNode({
  id: 'lora',
  version: 1,
  title: 'LoRA',
  category: 'Input',
  help: 'An adapter for LTX-2.3 by its public web address: a .safetensors file of at most 3 GB.',
  inputs: {},
  outputs: { lora: { kind: 'lora', label: 'LoRA' } },
  params: {
    path: {
      kind: 'text',
      label: 'Address',
      help: 'The provider fetches it from here, so that it has to be public.',
      default: '',
      placeholder: 'https://….safetensors',
    },
    scale: {
      kind: 'slider',
      label: 'Scale',
      help: 'How strongly it acts. 1 is what it was trained for.',
      default: 1,
      min: 0,
      max: 2,
      step: 0.05,
    },
  },
  check: ({ params }) => checkLoraAddress(params.path, 'path'),
  derive: ({ params }) => ({ lora: { path: params.path.trim(), scale: params.scale } }),
});
