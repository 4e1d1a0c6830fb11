import { defineNode } from '../engine/define-node.ts';
import { inTemplate, PROMPT_TEMPLATES } from '../fal/prompt-templates.ts';
import { DEFAULT_NEGATIVE_PROMPT } from '../fal/shared-fields.ts';
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
  outputs: {
    prompt: { kind: 'text', label: 'Prompt' },
    negative_prompt: { kind: 'text', label: 'Negative prompt', help: 'What the result must not show.' },
  },
  params: {
    text: {
      kind: 'multiline',
      label: 'Text',
      default: `${TRIGGER}. `,
      placeholder: `${TRIGGER}. Make it photorealistic. …`,
    },
    template: {
      kind: 'choice',
      label: 'Template',
      help: 'Words for light and lens that are put behind the text. The output shows the whole prompt.',
      default: 'none',
      options: PROMPT_TEMPLATES,
    },
    negative_prompt: {
      kind: 'multiline',
      label: 'Negative prompt',
      help: 'Goes to the request only through its own output. Starts as what fal uses by itself.',
      default: DEFAULT_NEGATIVE_PROMPT,
      advanced: true,
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
  derive({ inputs: { shot }, params: { text, template, negative_prompt } }) {
    const own = shot === undefined ? text : text.replaceAll('{shot}', () => shot);
    return { prompt: withTrigger(inTemplate(own, template)), negative_prompt };
  },
});
