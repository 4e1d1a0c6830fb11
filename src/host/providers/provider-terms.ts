import type { ProviderTerms } from '../../engine/provider-terms.ts';
import type { ProviderId } from '../../fal/provider.ts';
import type { Settings } from '../../settings/settings-schema.ts';
import type { Clock } from '../clock.ts';
import { oxenTerms } from './oxen/oxen-terms.ts';
import { createOxenPriceList } from './oxen/price-list.ts';
import type { Keys, Providers } from './providers.ts';

export interface ProviderTermsOptions {
  readonly providers: Pick<Providers, 'oxen'>;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly settings: () => Settings;
  readonly addressOf: (asset: string) => string | null;
}

/** Tells what a provider makes of requests; undefined where it takes and prices them as they are. */
export type TermsOf = (provider: ProviderId) => Promise<ProviderTerms | undefined>;

export function createProviderTerms(options: ProviderTermsOptions): TermsOf {
  const { providers, keys, clock, settings, addressOf } = options;
  const prices = createOxenPriceList(providers.oxen, keys.oxen.key, clock);
  return async (provider) => {
    switch (provider) {
      case 'oxen':
        return oxenTerms({
          addressOf,
          pricing: await prices.read(),
          usdPerSecond: settings().oxenUsdPerSecond,
        });
      case 'oxen-simulator':
        return oxenTerms({});
      default:
        return undefined;
    }
  };
}
