import type { Problem } from '../../engine/problem.ts';
import { type JobState, OPEN_STATES } from '../../fal/job-state.ts';
import type { Clock } from '../clock.ts';
import { noKeyFailure } from '../jobs/job-runner.ts';
import type { Ledger } from '../jobs/ledger.ts';
import { type Caps, refuseSpending, refuseUnpriced, startOfDayMs } from '../jobs/spending-caps.ts';
import type { Provider } from '../providers/provider.ts';
import type { SettingsStore } from '../settings/settings.ts';
import type { Store } from '../store/store.ts';
import type { HostPlan } from './make-plan.ts';
import { refuseMaxUsd } from './refuse-max-usd.ts';
import { type Ceiling, refuseAbove } from './run-ceiling.ts';

/** What whoever starts a run allows it to cost. */
export interface MoneyOptions {
  /** Most that the run may send; without it what the plan says, or `maxUsd`. */
  readonly ceiling?: Ceiling;
  /** Most that this run may cost by its estimate, with any provider; the caps of the settings hold besides. */
  readonly maxUsd?: number;
}

export interface MoneyContext {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly settings: Pick<SettingsStore, 'get' | 'trouble'>;
  readonly isReady: (provider: Provider) => boolean;
  /** The ledger: nothing is sent that it could not keep for good. */
  readonly store: Pick<Store, 'readOnlyFor'>;
}

/** Whoever starts a plan has seen what it says, unless they named a sum instead. */
export function ceilingOf({ spending }: HostPlan, { ceiling, maxUsd }: MoneyOptions): Ceiling {
  if (ceiling) return ceiling;
  return maxUsd === undefined ? spending : { jobCount: Number.POSITIVE_INFINITY, costUsd: maxUsd };
}

const ASKED_STATES: readonly JobState[] = [...OPEN_STATES, 'done'];

/** What runs may spend, by the settings and the ledger as they are now. */
export function createMoneyRules({ clock, ledger, settings, isReady, store }: MoneyContext) {
  function capsOf({ maxUsd }: MoneyOptions): Caps {
    const { capPerRunUsd, capPerDayUsd } = settings.get();
    const perRunUsd = maxUsd === undefined ? capPerRunUsd : Math.min(maxUsd, capPerRunUsd ?? maxUsd);
    const stop = settings.trouble();
    return { perRunUsd, perDayUsd: capPerDayUsd, dayStartMs: startOfDayMs(clock.now()), stop };
  }

  return {
    capsOf,
    /** Why a whole run is refused before its first step: not all of it could be sent and paid. Null where it may start. */
    refuseStart(runId: string, plan: HostPlan, options: MoneyOptions): Problem | null {
      const { spending, provider } = plan;
      if (spending.jobCount === 0) return null;
      if (store.readOnlyFor) {
        const { message, fix } = store.readOnlyFor;
        return { severity: 'error', code: 'storage', message, fix };
      }
      if (!isReady(provider)) {
        const { failed: _, ...problem } = noKeyFailure(provider);
        return { severity: 'error', ...problem };
      }
      const caps = capsOf(options);
      const wish = { runId, provider, estimateUsd: spending.costUsd };
      const refusal =
        refuseUnpriced(provider, spending.unpricedCount ?? 0, caps) ??
        refuseMaxUsd(spending, options.maxUsd) ??
        refuseAbove(spending, ceilingOf(plan, options)) ??
        refuseSpending(wish, caps, ledger.since(caps.dayStartMs));
      return refusal && { severity: 'error', code: 'over-cap', ...refusal };
    },
    /** Whether another run has asked for the same, and got it or is about to. */
    wasAsked(requestKey: string, runId: string): boolean {
      const same = ASKED_STATES.flatMap((state) => ledger.withRequestKey(requestKey, state));
      return same.some((job) => job.runId !== runId);
    },
  };
}
