import type { ProviderTerms } from '../../engine/provider-terms.ts';
import type { Payee } from '../../fal/charge.ts';
import type { ProviderSettings, SettingValues } from '../../settings/provider-setting.ts';
import type { Clock } from '../clock.ts';
import type { Pace } from '../jobs/poll-scheduler.ts';
import type { KeyKind } from '../settings/key-ring.ts';
import type { Redactor } from '../settings/redact.ts';
import type { OpenWeb } from '../web/web-access.ts';
import type { ModelCatalogue } from './model-catalogue.ts';
import type { ProviderLink } from './provider-link.ts';
import type { Transport } from './transport.ts';

/** What people are told about a provider. */
export interface ProviderWords {
  readonly label: string;
  /** Its name at the start of a sentence. */
  readonly who: string;
  /** Pages to look for keys, money and past requests; a simulator tells those of the one it plays. */
  readonly keyPage: string;
  readonly billingPage: string;
  readonly requestsPage: string;
}

/** What a provider works with. */
export interface ProviderTools<S extends ProviderSettings = ProviderSettings> {
  /** Carries its calls: over the network, or to the simulator where it is simulated. */
  readonly transport: Transport;
  /** The same for calls that answer after many minutes. */
  readonly patientTransport: Transport;
  /** Opens files by the addresses that answers name, and what is public. */
  readonly files: OpenWeb;
  /** Null where no key is set, or none is needed. */
  readonly key: () => string | null;
  readonly settings: () => SettingValues<S>;
  /** The public address that an asset was read from, or null for a file of this machine. */
  readonly addressOf: (asset: string) => string | null;
  readonly clock: Clock;
  readonly redactor: Redactor;
}

/** The way to a provider, while a host lives. */
export interface OpenProvider {
  readonly link: ProviderLink;
  /** What it takes and charges, where that is not what requests are written and priced for. */
  terms?(): Promise<ProviderTerms>;
  /** What it tells of its models, where it does. */
  readonly models?: ModelCatalogue;
}

/** Somebody who can take jobs: all that the program knows of them is told here. */
export interface Provider<S extends ProviderSettings = ProviderSettings> extends Payee {
  /** Permanent: settings, ledger and request keys hold it. */
  readonly id: string;
  readonly words: ProviderWords;
  /** The key that it takes; null where it needs none. */
  readonly keyKind: KeyKind | null;
  /** Whether “Automatic” may take it: the first such provider with a key, or else the first that needs none. */
  readonly isAutomatic?: boolean;
  /** How often a job is asked about. */
  readonly pace: Pace;
  /** What it lets people choose: rows of the settings page while it is the one that is used. */
  readonly settings: S;
  /**
   * Whether requests are written with its own prices: one without a price is then not sent at all. Else its terms tell
   * what is known, and only a cap, which nobody could keep, holds back what has no price.
   */
  readonly tellsPrices: boolean;
  /** Whether it fetches inputs by their public address, rather than take them as uploads. */
  readonly fetchesInputs: boolean;
  readonly limits: {
    /** The largest LoRA file that it fetches. */
    readonly loraBytes?: number;
  };
  /** Opens the way to it: once for a host, or for each slot of one that is simulated. */
  open(tools: ProviderTools<S>): OpenProvider;
}

/** Declares a provider; its file and a line in `index.ts` are all that there is to add. */
export function defineProvider<const S extends ProviderSettings>(provider: Provider<S>): Provider {
  return provider;
}
