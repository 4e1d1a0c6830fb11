import { defineNode } from '../engine/define-node.ts';
import { TRIGGER, withTrigger } from '../fal/trigger.ts';

/** A prompt that always carries the trigger word. */
export const prompt = defineNode({
  id: 'prompt',
  version: 1,
  title: 'Prompt',
  category: 'Prepare',
  help: `Describe the photoreal result: subject, materials, light, lens. The trigger word ${TRIGGER} is always kept.`,
  inputs: {},
  outputs: { prompt: { kind: 'text', label: 'Prompt' } },
  params: {
    text: {
      kind: 'multiline',
      label: 'Text',
      default: `${TRIGGER}. `,
      placeholder: `${TRIGGER}. Make it photorealistic. …`,
    },
  },
  derive: ({ params }) => ({ prompt: withTrigger(params.text) }),
});
