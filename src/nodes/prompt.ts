import { defineNode } from '../engine/define-node.ts';
import { TRIGGER, withTrigger } from '../fal/trigger.ts';

/** What stands for a value that is wired in. */
const PLACEHOLDER = /\{(\w+)\}/g;

/** A prompt that always carries the trigger word. */
export const prompt = defineNode({
  id: 'prompt',
  version: 1,
  title: 'Prompt',
  category: 'Prepare',
  help: `Describe the photoreal result: subject, materials, light, lens. The trigger word ${TRIGGER} is always kept.`,
  inputs: {
    shot: { kind: 'text', label: 'Shot', help: 'Fills {shot} in the text: one prompt for each shot.' },
  },
  outputs: { prompt: { kind: 'text', label: 'Prompt' } },
  params: {
    text: {
      kind: 'multiline',
      label: 'Text',
      default: `${TRIGGER}. `,
      placeholder: `${TRIGGER}. Make it photorealistic. …`,
    },
  },
  check({ params, wired }) {
    const names = new Set([...params.text.matchAll(PLACEHOLDER)].map((found) => found[1]!));
    if (wired('shot')) names.delete('shot');
    if (names.size === 0) return [];
    const open = [...names].map((name) => `{${name}}`).join(', ');
    return [
      {
        severity: 'warning',
        code: 'bad-input',
        param: 'text',
        message: `${open} ${names.size === 1 ? 'stays' : 'stay'} as typed.`,
        fix: names.has('shot')
          ? 'Connect “Shot” of a shot folder to the prompt, or take the braces out.'
          : 'Only {shot} is filled in.',
      },
    ];
  },
  derive: ({ inputs: { shot }, params }) => ({
    prompt: withTrigger(shot === undefined ? params.text : params.text.replaceAll('{shot}', () => shot)),
  }),
});
