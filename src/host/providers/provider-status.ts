import { wordsOfTrouble } from '../jobs/job-problems.ts';
import type { Keys } from './keys.ts';
import type { Provider } from './provider.ts';
import type { Providers } from './providers.ts';

export type ConnectionTest =
  | { readonly ok: true; readonly message: string }
  | { readonly ok: false; readonly message: string; readonly fix: string };

/** Every provider as a client shows it, and whether it could take a job. */
export function providerStatuses(providers: Providers, keys: Keys) {
  return providers.list.map((provider) => {
    const { id, words, isSimulated, tellsPrices, settings, keyKind, isAutomatic = false } = provider;
    const key = keyKind && { variable: keyKind.variable, source: keys.of(provider)!.source() };
    return {
      id,
      words,
      isSimulated,
      isAutomatic,
      tellsPrices,
      settings,
      key,
      isReady: providers.isReady(provider),
    };
  });
}
export type ProviderStatus = ReturnType<typeof providerStatuses>[number];

/** Makes the cheapest call that needs a working key. Spends nothing. */
export async function testConnection(
  providers: Providers,
  provider: Provider,
  owner: number,
): Promise<ConnectionTest> {
  const { label, who, keyPage } = provider.words;
  if (!providers.isReady(provider)) {
    return { ok: false, message: `No ${label} key is set.`, fix: `Set one from ${keyPage}.` };
  }
  const answer = await providers.route({ provider, owner }).link.testKey();
  if (!answer.ok) return { ok: false, ...wordsOfTrouble(answer.trouble, provider) };
  return {
    ok: true,
    message: provider.keyKind ? `${who} answers and accepts the key.` : `${who} answers. It needs no key.`,
  };
}
