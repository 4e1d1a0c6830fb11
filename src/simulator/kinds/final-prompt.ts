import type { Endpoint } from '../../fal/endpoint.ts';
import { withTrigger } from '../../fal/trigger.ts';

const EXPANSION =
  'Photographed on location with natural light, physically plausible materials, fine surface detail and a shallow depth of field.';

/** The prompt that an endpoint reports as used: with its trigger word, and enriched where that was asked. */
export function finalPrompt(
  { trigger }: Pick<Endpoint, 'trigger'>,
  input: Readonly<Record<string, unknown>>,
): string {
  const prompt = String(input.prompt ?? '');
  const triggered = trigger === undefined ? prompt : withTrigger(prompt, trigger);
  return input.enable_prompt_expansion === true ? `${triggered.trimEnd()} ${EXPANSION}` : triggered;
}
