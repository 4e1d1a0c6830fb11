import { ENDPOINTS } from '../../fal/index.ts';
import type { ProviderId } from '../jobs/job.ts';
import { wordsOfTrouble } from '../jobs/job-problems.ts';
import type { KeyRing, KeySource } from '../settings/key-ring.ts';
import type { Providers } from './providers.ts';

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
export function providerStatuses(providers: Providers, keys: KeyRing): ProviderStatus[] {
  return [
    {
      id: 'simulator',
      label: 'Simulator',
      needsKey: false,
      isReady: providers.isReady('simulator'),
      keySource: null,
    },
    { id: 'fal', label: 'fal', needsKey: true, isReady: providers.isReady('fal'), keySource: keys.source() },
  ];
}

/** Makes the cheapest call that needs a working key. Spends nothing. */
export async function testConnection(
  providers: Providers,
  provider: ProviderId,
  owner: number,
): Promise<ConnectionTest> {
  if (!providers.isReady(provider)) {
    return { ok: false, message: 'No fal key is set.', fix: 'Set one from fal.ai/dashboard/keys.' };
  }
  const answer = await providers.route({ provider, owner }).link.unitPrice(ENDPOINTS[0]!.id);
  if (answer.ok) {
    const message =
      provider === 'fal' ? 'fal answers and accepts the key.' : 'The simulator answers. It needs no key.';
    return { ok: true, message };
  }
  return { ok: false, ...wordsOfTrouble(answer.trouble, provider) };
}
