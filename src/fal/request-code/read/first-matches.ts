/** No request has more parts of one kind; a hostile text is not searched for every one. */
const MAX_MATCHES = 50;

/** The first matches of a global pattern. */
export function firstMatches(source: string, pattern: RegExp): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  for (const match of source.matchAll(pattern)) {
    if (found.push(match) === MAX_MATCHES) break;
  }
  return found;
}
