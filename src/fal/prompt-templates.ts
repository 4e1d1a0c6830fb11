/** Where the user's own text goes. */
const TEXT = '{text}';

/** Words around a text that set the light and the lens, by the name of their template; null leaves the text alone. */
const TEMPLATES = {
  none: null,
  'Film still': `${TEXT} Photoreal film still, natural light, 35 mm lens, fine grain, true-to-life materials.`,
  'Exterior, golden hour': `${TEXT} Photoreal exterior in the last hour of sun: warm key light, long soft shadows, haze in the distance.`,
  'Exterior, overcast': `${TEXT} Photoreal exterior under an even grey sky: soft shadows, muted colours, wet and weathered surfaces.`,
  'Exterior, night': `${TEXT} Photoreal night exterior lit by lamps and windows: reflections on wet ground, deep blacks, visible lamp glow.`,
  'Interior, window light': `${TEXT} Photoreal interior lit through windows: soft fall-off, bounce light, dust in the air, lived-in surfaces.`,
  'Car, studio': `${TEXT} Photoreal automotive studio: large softboxes, clean reflections along the body, dark floor, sharp paint.`,
  'Character, close': `${TEXT} Photoreal close shot of a person: skin with pores and fine hair, catchlights in the eyes, 85 mm lens.`,
} as const;

export type PromptTemplate = keyof typeof TEMPLATES;
export const PROMPT_TEMPLATES = Object.keys(TEMPLATES) as PromptTemplate[];

/** The text with the words of a template around it. */
export function inTemplate(text: string, template: PromptTemplate): string {
  return TEMPLATES[template]?.replace(TEXT, () => text.trimEnd()) ?? text;
}
