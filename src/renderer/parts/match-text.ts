/** Whether every word of the query occurs somewhere in the texts; an empty query matches. */
export function matchesText(query: string, ...texts: readonly (string | undefined)[]): boolean {
  const haystack = texts.join(' ').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}
