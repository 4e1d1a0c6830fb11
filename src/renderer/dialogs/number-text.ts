export const NO_CAP = 'A cap is a sum in dollars from 0 to 1,000,000, or nothing for no cap.';

/** What a person typed for a cap: a sum in USD, null for no cap, undefined where it is neither. */
export const capOfText = (text: string) => numberOfText(text, 0, 1_000_000);

/** What a person typed: a number in the range, null for nothing, undefined where it is neither. */
export function numberOfText(text: string, min: number, max: number): number | null | undefined {
  if (text.trim() === '') return null;
  const value = Number(text.trim().replace(/^\$/, ''));
  return value >= min && value <= max ? value : undefined;
}
