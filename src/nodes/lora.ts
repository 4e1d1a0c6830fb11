import { defineNode } from '../engine/define-node.ts';
import { checkLoraAddress, checkLoraFile } from '../requests/lora-address.ts';

/** One adapter with its scale. */
export const lora = defineNode({
  id: 'lora',
  version: 1,
  title: 'LoRA',
  category: 'Input',
  help: 'An adapter for LTX-2.3: a .safetensors file of at most 3 GB, by its public web address or from this machine.',
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
    file: {
      kind: 'media',
      accepts: 'weights',
      label: 'File',
      default: null,
      help: 'Wins over the address. It is uploaded once; for large files an address is faster.',
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
  check: ({ params: { path, file } }) =>
    file === null ? checkLoraAddress(path, 'path') : checkLoraFile(file, 'file'),
  derive: ({ params: { path, file, scale } }) => ({
    lora: { path: file?.ok ? { asset: file.asset, name: file.name } : path.trim(), scale },
  }),
});
