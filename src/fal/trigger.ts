/** The word that the 3DREAL adapter was trained on; without it in the prompt it does not act. */
export const TRIGGER = '3DREAL';

/** The prompt with the trigger word in it: put in front where it is missing, as the endpoint does itself. */
export function withTrigger(prompt: string, word: string = TRIGGER): string {
  return prompt.includes(word) ? prompt : `${word}. ${prompt.trimStart()}`;
}
