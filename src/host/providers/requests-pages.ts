import type { Providers } from './providers.ts';

/** Where to look for what was paid for: at the providers with a key, or else at all that have to be paid. */
export function requestsPages({ list, isReady }: Providers): string {
  const paid = list.filter(({ isSimulated }) => !isSimulated);
  const ready = paid.filter(isReady);
  return (ready.length > 0 ? ready : paid).map(({ words }) => words.requestsPage).join(' or ');
}
