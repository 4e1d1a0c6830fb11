import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Problem } from '../../engine/problem.ts';
import type { Asset } from '../../host/assets/asset-store.ts';
import type { JobView } from '../../host/jobs/job-view.ts';
import type { ProviderStatus } from '../../host/providers/provider-status.ts';
import type { Granted } from '../../host/settings/read-grants.ts';
import type { Storage, Template } from '../host/host-client.ts';

/** What is known of the host behind the window. */
export interface HostState {
  readonly connection: 'connecting' | 'connected' | 'lost';
  readonly providers: readonly ProviderStatus[];
  /** The provider that a run would use now. */
  readonly currentProvider: ProviderStatus['id'] | null;
  readonly spentTodayUsd: number;
  /** Why nothing may be spent by the settings as they lie on disk, or null. */
  readonly settingsTrouble: Problem | null;
  /** How the ledger is kept; null until the host has answered. */
  readonly storage: Storage | null;
  /** What may have been charged today besides. */
  readonly doubtfulTodayUsd: number;
  /** The newest, newest first. */
  readonly jobs: readonly JobView[];
  /** How many jobs there are altogether. */
  readonly jobCount: number;
  /** Newest first. */
  readonly assets: readonly Asset[];
  /** What every workflow may read beside its own folder; empty until somebody has asked. */
  readonly granted: readonly Granted[];
  /** Empty until somebody has asked for them. */
  readonly templates: readonly Template[];
  /** Adds a job or replaces the one with its id. */
  putJob(job: JobView): void;
}

/** The provider that a run would use now, and what it tells of itself; null until the host has answered. */
export function currentProviderOf({ providers, currentProvider }: HostState): ProviderStatus | null {
  return providers.find(({ id }) => id === currentProvider) ?? null;
}

/** The provider that “Automatic” takes once there is a key for it. */
export function automaticWithKey({ providers }: HostState): ProviderStatus | undefined {
  return providers.find(({ isAutomatic, key }) => isAutomatic && key !== null);
}

export type HostStore = StoreApi<HostState>;

export function createHostStore(): HostStore {
  return createStore<HostState>((set, get) => ({
    connection: 'connecting',
    providers: [],
    currentProvider: null,
    spentTodayUsd: 0,
    settingsTrouble: null,
    storage: null,
    doubtfulTodayUsd: 0,
    jobs: [],
    jobCount: 0,
    assets: [],
    granted: [],
    templates: [],
    putJob(job) {
      const { jobs, jobCount } = get();
      const at = jobs.findIndex((other) => other.id === job.id);
      if (at < 0) set({ jobs: [job, ...jobs], jobCount: jobCount + 1 });
      else set({ jobs: jobs.with(at, job) });
    },
  }));
}

export const hostStore: HostStore = createHostStore();
