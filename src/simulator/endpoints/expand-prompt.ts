const EXPANSION =
  'Photographed on location with natural light, physically plausible materials, fine surface detail and a shallow depth of field.';

/** The prompt that is reported as used: enriched where that was asked. */
export function expandPrompt(prompt: string, isExpanded: boolean): string {
  return isExpanded ? `${prompt.trimEnd()} ${EXPANSION}` : prompt;
}
