import type { Endpoint } from '../fal/endpoint.ts';
import { ENDPOINTS } from '../fal/index.ts';
import type { SimulatorKey } from './auth.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Route } from './faults/fault-profile.ts';
import type { RenderProcess } from './render-process.ts';
import { DEFAULT_TIMINGS, type Timings } from './timings.ts';

/** How a simulator is set up. Only the folder is needed. */
export interface SimulatorOptions {
  /** Folder of jobs, uploads and CDN files; a simulator opened on it again finds them. */
  readonly dataDir: string;
  readonly clock?: Clock;
  /** Name of the fault profile for requests that do not choose their own. */
  readonly profile?: string;
  readonly profileSeed?: number;
  /** Jobs IN_PROGRESS at once; new fal accounts have 2. */
  readonly concurrency?: number;
  /** The keys that are accepted; without it every well-formed key is. */
  readonly keys?: readonly SimulatorKey[];
  readonly timings?: Partial<Timings>;
  /** USD per unit by endpoint id, instead of the known prices. */
  readonly unitPrices?: Readonly<Record<string, number>>;
  readonly endpoints?: readonly Endpoint[];
  /** Local files that stand for public URLs, by URL. */
  readonly fixtures?: Readonly<Record<string, string>>;
  /** Source of invented seeds, in [0, 1). */
  readonly random?: () => number;
  /** Renders for this simulator, and is left to whoever gave it; a process of its own unless given. */
  readonly renderer?: RenderProcess;
  /** Told of every call that a profile spoils. */
  readonly onFault?: (profile: string, route: Route) => void;
}

export type ResolvedOptions = Required<Omit<SimulatorOptions, 'keys' | 'timings' | 'renderer'>> & {
  readonly keys: readonly SimulatorKey[] | undefined;
  readonly timings: Timings;
};

/** Fills in what was left open. */
export function resolveOptions(options: SimulatorOptions): ResolvedOptions {
  return {
    dataDir: options.dataDir,
    clock: options.clock ?? systemClock,
    profile: options.profile ?? 'happy',
    profileSeed: options.profileSeed ?? 1,
    concurrency: options.concurrency ?? 2,
    keys: options.keys,
    timings: { ...DEFAULT_TIMINGS, ...options.timings },
    unitPrices: options.unitPrices ?? {},
    endpoints: options.endpoints ?? ENDPOINTS,
    fixtures: options.fixtures ?? {},
    random: options.random ?? Math.random,
    onFault: options.onFault ?? (() => {}),
  };
}
