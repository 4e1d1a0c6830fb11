import { join } from 'node:path';
import { isSimulated, type ProviderId } from '../../fal/provider.ts';
import { createSimulator, type Simulator } from '../../simulator/simulator.ts';
import type { SimulatorOptions } from '../../simulator/simulator-options.ts';
import type { Clock } from '../clock.ts';
import type { JobRoute } from '../jobs/job-context.ts';
import type { Pace } from '../jobs/poll-scheduler.ts';
import type { KeyName, KeyRing } from '../settings/key-ring.ts';
import type { Redactor } from '../settings/redact.ts';
import type { OpenWeb } from '../web/web-access.ts';
import { createFalLink, type FalLink } from './fal-link.ts';
import { createOxenLink, type OxenLink, type OxenMode } from './oxen/oxen-link.ts';
import { patientTransport } from './oxen/patient-transport.ts';
import type { ProviderLink } from './provider-link.ts';
import { networkTransport, simulatorTransport, type Transport } from './transport.ts';

const PACES: Readonly<Record<ProviderId, Pace>> = {
  // fal asks not to be polled hotter than this, and a video takes minutes.
  fal: { leastMs: 1_000, mostMs: 5_000 },
  simulator: { leastMs: 150, mostMs: 500 },
  // What Oxen asks for; its events wake the poll before.
  oxen: { leastMs: 10_000, mostMs: 30_000 },
  'oxen-simulator': { leastMs: 150, mostMs: 500 },
};
/** Any well-formed key opens the simulator; it is no secret. */
const SIMULATOR_KEY = 'simulator:simulator';

export type Keys = Readonly<Record<KeyName, KeyRing>>;

export interface ProvidersOptions {
  readonly home: string;
  readonly clock: Clock;
  readonly keys: Keys;
  readonly redactor: Redactor;
  readonly simulator: Omit<SimulatorOptions, 'dataDir'>;
  readonly oxenMode: () => OxenMode;
  /** How the `fal` provider reaches fal; the network unless told otherwise. */
  readonly falTransport?: Transport;
  /** The same for `oxen`. */
  readonly oxenTransport?: Transport;
  /** How addresses that an answer names are opened, where the provider is reached over the network. */
  readonly openWeb: OpenWeb;
}

/** The ways to every provider. */
export interface Providers {
  /** The provider meant by a choice: `auto` takes fal when there is a key. */
  resolve(choice: 'auto' | ProviderId): ProviderId;
  isReady(provider: ProviderId): boolean;
  route(job: { readonly provider: ProviderId; readonly owner: number }): JobRoute;
  /** The way to what fal tells of its models, for users of a provider: simulated ones never leave this machine. */
  fal(job: { readonly provider: ProviderId; readonly owner: number }): FalLink;
  /** The way to Oxen itself. */
  readonly oxen: OxenLink;
  close(): Promise<void>;
}

export function createProviders(options: ProvidersOptions): Providers {
  const { home, clock, keys, redactor, oxenMode } = options;
  const simulators = new Map<number, Simulator>();
  const links = new Map<string, ProviderLink>();
  const oxen = createOxenLink({
    transport: options.oxenTransport ?? networkTransport,
    patientTransport: options.oxenTransport ?? patientTransport,
    files: options.oxenTransport ?? options.openWeb,
    ...{ key: keys.oxen.key, clock, redactor, mode: oxenMode, upload: null },
  });

  /** Each slot has its own simulator, so that two hosts on one home never write the same files. */
  function simulatorOf(slot: number): Simulator {
    const present = simulators.get(slot);
    if (present) return present;
    const started = createSimulator({ ...options.simulator, dataDir: join(home, 'simulator', String(slot)) });
    simulators.set(slot, started);
    return started;
  }

  function linkOf<L extends ProviderLink>(name: string, open: () => L): L {
    const present = links.get(name);
    // A name stands for one kind of link.
    if (present) return present as L;
    const link = open();
    links.set(name, link);
    return link;
  }

  /** Where a simulator's uploads lie is the same for all that it plays. */
  function simulatedFal(owner: number): FalLink {
    const transport = simulatorTransport(() => simulatorOf(owner));
    const key = () => SIMULATOR_KEY;
    return linkOf(`simulator-${owner}`, () =>
      createFalLink({ transport, files: transport, key, clock, redactor }),
    );
  }

  function simulatedOxen(owner: number): ProviderLink {
    const transport = simulatorTransport(() => simulatorOf(owner));
    const key = () => SIMULATOR_KEY;
    const { upload } = simulatedFal(owner);
    return linkOf(`oxen-simulator-${owner}`, () =>
      createOxenLink({ transport, files: transport, key, clock, redactor, mode: oxenMode, upload }),
    );
  }

  function falLink(): FalLink {
    const transport = options.falTransport ?? networkTransport;
    const files = options.falTransport ?? options.openWeb;
    return linkOf('fal', () => createFalLink({ transport, files, key: keys.fal.key, clock, redactor }));
  }

  return {
    resolve: (choice) => (choice === 'auto' ? (keys.fal.key() === null ? 'simulator' : 'fal') : choice),
    isReady: (provider) => isSimulated(provider) || keys[keyNameOf(provider)].key() !== null,
    route({ provider, owner }) {
      const pace = PACES[provider];
      switch (provider) {
        case 'fal':
          return { pace, storage: 'fal', link: falLink() };
        case 'simulator':
          return { pace, storage: `simulator-${owner}`, link: simulatedFal(owner) };
        case 'oxen':
          return { pace, storage: 'oxen', link: oxen };
        case 'oxen-simulator':
          return { pace, storage: `simulator-${owner}`, link: simulatedOxen(owner) };
      }
    },
    fal: ({ provider, owner }) => (isSimulated(provider) ? simulatedFal(owner) : falLink()),
    oxen,
    async close() {
      oxen.close?.();
      for (const link of links.values()) link.close?.();
      await Promise.all([...simulators.values()].map((simulator) => simulator.close()));
    },
  };
}

/** Whose key a provider takes. */
export function keyNameOf(provider: ProviderId): KeyName {
  return provider === 'oxen' || provider === 'oxen-simulator' ? 'oxen' : 'fal';
}
