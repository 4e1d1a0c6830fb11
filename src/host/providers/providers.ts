import { join } from 'node:path';
import type { ProviderTerms } from '../../engine/provider-terms.ts';
import type { SettingValues } from '../../settings/provider-setting.ts';
import { createSimulator, type Simulator } from '../../simulator/simulator.ts';
import type { SimulatorOptions } from '../../simulator/simulator-options.ts';
import type { Clock } from '../clock.ts';
import type { JobRoute } from '../jobs/job-context.ts';
import type { Redactor } from '../settings/redact.ts';
import type { SettingsStore } from '../settings/settings.ts';
import type { OpenWeb } from '../web/web-access.ts';
import type { Keys } from './keys.ts';
import type { ModelCatalogue } from './model-catalogue.ts';
import { patientTransport } from './patient-transport.ts';
import type { OpenProvider, Provider } from './provider.ts';
import { networkTransport, simulatorTransport, type Transport } from './transport.ts';
import { unknownProvider } from './unknown-provider.ts';

export interface ProvidersOptions {
  readonly home: string;
  /** Everyone on offer, in menu order. */
  readonly list: readonly Provider[];
  readonly clock: Clock;
  readonly keys: Keys;
  readonly redactor: Redactor;
  readonly settings: Pick<SettingsStore, 'get'>;
  readonly simulator: Omit<SimulatorOptions, 'dataDir'>;
  /** How providers that are not simulated are reached; over the network unless told otherwise. */
  readonly transport?: Transport;
  /** How addresses that an answer names are opened, where the provider is reached over the network. */
  readonly openWeb: OpenWeb;
  readonly addressOf: (asset: string) => string | null;
}

/** Whose job it is: at which provider, and looked after by the host of which slot. */
interface Placed {
  readonly provider: Provider;
  readonly owner: number;
}

/** The ways to every provider. */
export interface Providers {
  readonly list: readonly Provider[];
  /** The provider of an id; one that nothing can be sent to where the id is of another version. */
  of(id: string): Provider;
  /** The provider meant by a choice: an id, or `auto`. */
  resolve(choice: string): Provider;
  isReady(provider: Provider): boolean;
  route(job: Placed): JobRoute;
  /** What it makes of requests; undefined where it takes and prices them as they are. */
  termsOf(job: Placed): Promise<ProviderTerms | undefined>;
  /**
   * What is told of models to users of a provider: by itself, or by the first of its kind that does, so that those of a
   * simulated one never leave this machine.
   */
  models(job: Placed): ModelCatalogue;
  close(): Promise<void>;
}

export function createProviders(options: ProvidersOptions): Providers {
  const { home, list, clock, keys, redactor, addressOf } = options;
  const simulators = new Map<number, Simulator>();
  const opened = new Map<string, OpenProvider>();

  /** Each slot has its own simulator, so that two hosts on one home never write the same files. */
  function simulatorOf(slot: number): Simulator {
    const present = simulators.get(slot);
    if (present) return present;
    const started = createSimulator({ ...options.simulator, dataDir: join(home, 'simulator', String(slot)) });
    simulators.set(slot, started);
    return started;
  }

  function waysTo({ provider, owner }: Placed) {
    const given = provider.isSimulated ? simulatorTransport(() => simulatorOf(owner)) : options.transport;
    return {
      transport: given ?? networkTransport,
      patientTransport: given ?? patientTransport,
      files: given ?? options.openWeb,
    };
  }

  function open(job: Placed): OpenProvider {
    const { provider } = job;
    const name = provider.isSimulated ? `${provider.id}-${job.owner}` : provider.id;
    const present = opened.get(name);
    if (present) return present;
    const way = provider.open({
      ...waysTo(job),
      key: () => keys.of(provider)?.key() ?? null,
      settings: () => options.settings.get().providerSettings as SettingValues<typeof provider.settings>,
      ...{ addressOf, clock, redactor },
    });
    opened.set(name, way);
    return way;
  }

  const isReady = (provider: Provider) =>
    list.includes(provider) && (provider.keyKind === null || keys.of(provider)!.key() !== null);

  const of = (id: string) => list.find((provider) => provider.id === id) ?? unknownProvider(id);

  /** There is one without a key, so that a newcomer can try everything. */
  function automatic(): Provider {
    const ready = list.filter((provider) => provider.isAutomatic && isReady(provider));
    return ready.find(({ keyKind }) => keyKind !== null) ?? ready[0]!;
  }

  return {
    list,
    of,
    resolve: (choice) => (choice === 'auto' ? automatic() : of(choice)),
    isReady,
    route(job) {
      const { isSimulated, id, pace } = job.provider;
      // Where a simulator's uploads lie is the same for all that it plays.
      return { pace, storage: isSimulated ? `simulator-${job.owner}` : id, link: open(job).link };
    },
    termsOf: async (job) => open(job).terms?.(),
    models({ provider, owner }) {
      const alike = list.filter(({ isSimulated }) => isSimulated === provider.isSimulated);
      for (const each of [provider, ...alike]) {
        const { models } = open({ provider: each, owner });
        if (models) return models;
      }
      throw new Error(`no provider tells the users of ${provider.id} of its models`);
    },
    async close() {
      for (const { link } of opened.values()) link.close?.();
      await Promise.all([...simulators.values()].map((simulator) => simulator.close()));
    },
  };
}
