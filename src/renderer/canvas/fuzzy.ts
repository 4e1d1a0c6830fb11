/**
 * How well a text answers a query whose letters appear in order: higher is better, null is not at all. Whole words,
 * word beginnings and runs of letters count more than letters strewn about.
 */
export function fuzzyScore(query: string, text: string): number | null {
  const wanted = query.trim().toLowerCase();
  const given = text.toLowerCase();
  if (wanted === '') return 0;
  const at = given.indexOf(wanted);
  if (at >= 0) return 1000 - at - given.length / 100 + (isWordStart(given, at) ? 500 : 0);
  let score = 0;
  let place = -1;
  for (const letter of wanted) {
    if (letter === ' ') continue;
    const next = given.indexOf(letter, place + 1);
    if (next < 0) return null;
    score += next === place + 1 ? 8 : isWordStart(given, next) ? 6 : 1;
    place = next;
  }
  return score - given.length / 100;
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || /[\s\-_/.(]/.test(text[at - 1]!);
}
