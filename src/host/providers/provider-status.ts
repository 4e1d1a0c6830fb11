import { isSimulated, PROVIDER_IDS, PROVIDERS, type ProviderId } from '../../fal/provider.ts';
import { wordsOfTrouble } from '../jobs/job-problems.ts';
import type { KeySource } from '../settings/key-ring.ts';
import { type Keys, keyNameOf, type Providers } from './providers.ts';

export interface ProviderStatus {
  readonly id: ProviderId;
  readonly label: string;
  readonly needsKey: boolean;
  readonly isReady: boolean;
  readonly keySource: KeySource | null;
}

export type ConnectionTest =
  | { readonly ok: true; readonly message: string }
  | { readonly ok: false; readonly message: string; readonly fix: string };

/** Every provider and whether it could take a job. */
export function providerStatuses(providers: Providers, keys: Keys): ProviderStatus[] {
  return PROVIDER_IDS.map((id) => ({
    id,
    label: PROVIDERS[id].label,
    needsKey: !isSimulated(id),
    isReady: providers.isReady(id),
    keySource: isSimulated(id) ? null : keys[keyNameOf(id)].source(),
  }));
}

/** Makes the cheapest call that needs a working key. Spends nothing. */
export async function testConnection(
  providers: Providers,
  provider: ProviderId,
  owner: number,
): Promise<ConnectionTest> {
  const { label, who, keyPage } = PROVIDERS[provider];
  if (!providers.isReady(provider)) {
    return { ok: false, message: `No ${label} key is set.`, fix: `Set one from ${keyPage}.` };
  }
  const answer = await providers.route({ provider, owner }).link.testKey();
  if (!answer.ok) return { ok: false, ...wordsOfTrouble(answer.trouble, provider) };
  return {
    ok: true,
    message: isSimulated(provider)
      ? `${who} answers. It needs no key.`
      : `${who} answers and accepts the key.`,
  };
}
