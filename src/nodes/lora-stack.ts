import { defineNode } from '../engine/define-node.ts';
import type { LoraValue } from '../engine/value.ts';
import { MAX_LORAS } from '../fal/lora-input.ts';
import { LORA_PRESETS } from '../fal/lora-presets.ts';

const PRESETS = ['none', ...(Object.keys(LORA_PRESETS) as (keyof typeof LORA_PRESETS)[])] as const;
const PORTS = ['lora_1', 'lora_2', 'lora_3'] as const;

interface Preset {
  readonly preset: (typeof PRESETS)[number];
  readonly preset_scale: number;
}

const presetOf = ({ preset, preset_scale: scale }: Preset): LoraValue[] =>
  preset === 'none' ? [] : [{ path: LORA_PRESETS[preset].url, scale }];

/** Up to three adapters for one request: connected ones and a preset. */
export const loraStack = defineNode({
  id: 'lora-stack',
  version: 1,
  title: 'LoRA stack',
  category: 'Prepare',
  help: 'Up to three LoRAs for one request. 3DREAL strong pushes photorealism; HDR is for the HDR request.',
  inputs: {
    lora_1: { kind: 'lora', label: 'LoRA 1' },
    lora_2: { kind: 'lora', label: 'LoRA 2' },
    lora_3: { kind: 'lora', label: 'LoRA 3' },
  },
  outputs: { loras: { kind: 'loras', label: 'LoRAs' } },
  params: {
    preset: {
      kind: 'choice',
      label: 'Preset',
      help: '3DREAL: fal’s weights for render to real; light stays close, strong goes far. HDR: Lightricks’ adapter.',
      default: '3DREAL strong',
      options: PRESETS,
    },
    preset_scale: {
      kind: 'slider',
      label: 'Preset scale',
      help: 'How strongly the preset acts.',
      default: 1,
      min: 0,
      max: 2,
      step: 0.05,
    },
  },
  check({ params, wired }) {
    const count = PORTS.filter(wired).length + presetOf(params).length;
    if (count > 0 && count <= MAX_LORAS) return [];
    return [
      {
        severity: 'error',
        code: 'bad-input',
        param: 'preset',
        message:
          count === 0
            ? 'The stack is empty.'
            : `${count} LoRAs are in the stack; a request takes at most ${MAX_LORAS}.`,
        fix:
          count === 0 ? 'Choose a preset, or connect a LoRA.' : 'Set the preset to none, or disconnect one.',
      },
    ];
  },
  derive: ({ inputs, params }) => ({
    loras: [...presetOf(params), ...PORTS.flatMap((port) => inputs[port] ?? [])],
  }),
});
