import { join } from 'node:path';
import { createSimulator, type Simulator } from '../../simulator/simulator.ts';
import type { SimulatorOptions } from '../../simulator/simulator-options.ts';
import type { Clock } from '../clock.ts';
import type { ProviderId } from '../jobs/job.ts';
import type { JobRoute } from '../jobs/job-context.ts';
import type { Pace } from '../jobs/poll-scheduler.ts';
import type { KeyRing } from '../settings/key-ring.ts';
import type { Redactor } from '../settings/redact.ts';
import { createFalLink, type FalLink } from './fal-link.ts';
import { networkTransport, simulatorTransport, type Transport } from './transport.ts';

const PACES: Readonly<Record<ProviderId, Pace>> = {
  // fal asks not to be polled hotter than this, and a video takes minutes.
  fal: { leastMs: 1_000, mostMs: 5_000 },
  simulator: { leastMs: 150, mostMs: 500 },
};
/** Any well-formed key opens the simulator; it is no secret. */
const SIMULATOR_KEY = 'simulator:simulator';

export interface ProvidersOptions {
  readonly home: string;
  readonly clock: Clock;
  readonly keys: KeyRing;
  readonly redactor: Redactor;
  readonly simulator: Omit<SimulatorOptions, 'dataDir'>;
  /** How the `fal` provider reaches fal; the network unless told otherwise. */
  readonly falTransport?: Transport;
}

/** The ways to fal and to the simulator, through the same client. */
export interface Providers {
  /** The provider meant by a choice: `auto` takes fal when there is a key. */
  resolve(choice: 'auto' | ProviderId): ProviderId;
  isReady(provider: ProviderId): boolean;
  route(job: { readonly provider: ProviderId; readonly owner: number }): JobRoute;
  close(): Promise<void>;
}

export function createProviders(options: ProvidersOptions): Providers {
  const { home, clock, keys, redactor } = options;
  const simulators = new Map<number, Simulator>();
  const links = new Map<string, FalLink>();

  /** Each slot has its own simulator, so that two hosts on one home never write the same files. */
  function simulatorOf(slot: number): Simulator {
    const present = simulators.get(slot);
    if (present) return present;
    const started = createSimulator({ ...options.simulator, dataDir: join(home, 'simulator', String(slot)) });
    simulators.set(slot, started);
    return started;
  }

  function linkOf(storage: string, transport: Transport, key: () => string | null): FalLink {
    const present = links.get(storage);
    if (present) return present;
    const link = createFalLink({ transport, key, clock, redactor });
    links.set(storage, link);
    return link;
  }

  return {
    resolve: (choice) => (choice === 'auto' ? (keys.key() === null ? 'simulator' : 'fal') : choice),
    isReady: (provider) => provider === 'simulator' || keys.key() !== null,
    route({ provider, owner }) {
      const pace = PACES[provider];
      switch (provider) {
        case 'fal':
          return {
            pace,
            storage: 'fal',
            link: linkOf('fal', options.falTransport ?? networkTransport, keys.key),
          };
        case 'simulator': {
          const storage = `simulator-${owner}`;
          const transport = simulatorTransport(() => simulatorOf(owner));
          return { pace, storage, link: linkOf(storage, transport, () => SIMULATOR_KEY) };
        }
      }
    },
    async close() {
      await Promise.all([...simulators.values()].map((simulator) => simulator.close()));
    },
  };
}
