export const NO_CAP = 'A cap is a sum in dollars from 0 to 1,000,000, or nothing for no cap.';

/** What a person typed for a cap: a sum in USD, null for no cap, undefined where it is neither. */
export function capOfText(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  const value = Number(text.trim().replace(/^\$/, ''));
  return value >= 0 && value <= 1_000_000 ? value : undefined;
}
