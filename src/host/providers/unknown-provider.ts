import { defineProvider, type Provider } from './provider.ts';

/** Stands in for a provider that the ledger names and this version does not have: nothing can be asked of it. */
export function unknownProvider(id: string): Provider {
  const page = `the pages of ${id}`;
  return defineProvider({
    id,
    words: { label: id, who: id, keyPage: page, billingPage: page, requestsPage: page },
    isSimulated: false,
    keyKind: null,
    pace: { leastMs: 1_000, mostMs: 5_000 },
    settings: {},
    tellsPrices: false,
    fetchesInputs: false,
    limits: {},
    open() {
      throw new Error(`there is no provider “${id}”`);
    },
  });
}
