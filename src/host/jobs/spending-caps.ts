import { formatUsd } from '../../fal/price.ts';
import { moneyWordsOf } from '../../settings/provider-setting.ts';
import type { Provider } from '../providers/provider.ts';
import { costOfJob, type Job } from './job.ts';

/** Limits on money, in USD; null is no limit. */
export interface Caps {
  readonly perRunUsd: number | null;
  readonly perDayUsd: number | null;
  /** Midnight of the user's day. */
  readonly dayStartMs: number;
  /** Why nothing may be spent at all: the caps that the user set are not known. */
  readonly stop?: CapRefusal | null;
  /** Why the run may not send one more job, whatever it costs. */
  readonly beyond?: CapRefusal | null;
}

export interface CapRefusal {
  readonly message: string;
  readonly fix: string;
}

interface Wish {
  readonly runId: string;
  readonly provider: Pick<Provider, 'isSimulated'>;
  readonly estimateUsd: number;
}

/** Differences below this are rounding, not money. */
const EPSILON_USD = 1e-9;

/**
 * Why `wish` may not be spent beside these jobs, or null: spent + in flight + wish must stay within the cap, for the
 * run and for the day. The simulator spends nothing.
 */
export function refuseSpending(wish: Wish, caps: Caps, jobs: readonly Job[]): CapRefusal | null {
  if (caps.beyond) return caps.beyond;
  if (wish.provider.isSimulated) return null;
  if (caps.stop) return caps.stop;
  const ofRun = jobs.filter((job) => job.runId === wish.runId);
  return (
    refuseWith('run', caps.perRunUsd, wish.estimateUsd, ofRun) ??
    refuseWith('day', caps.perDayUsd, wish.estimateUsd, jobs)
  );
}

/**
 * Why jobs without a known price may not be sent, or null. Where a provider tells its prices, a model without one has to
 * be given one; a provider that tells none is held back by caps alone, which nobody could keep.
 */
export function refuseUnpriced(provider: Provider, unpricedCount: number, caps: Caps): CapRefusal | null {
  if (unpricedCount === 0 || provider.isSimulated) return null;
  if (provider.tellsPrices) {
    const jobs = unpricedCount === 1 ? 'one job' : `${unpricedCount} jobs`;
    return {
      message: `The price of ${jobs} is not known beforehand, so no cap could hold it; nothing was sent.`,
      fix: 'Type what one request may cost into “Expected price” of its node; it counts against every cap.',
    };
  }
  const capUsd = caps.perRunUsd ?? caps.perDayUsd;
  if (capUsd === null) return null;
  const { who } = provider.words;
  const [price] = Object.values(moneyWordsOf(provider.settings));
  const span = caps.perRunUsd === null ? 'day' : 'run';
  return {
    message: `${who} does not tell what this costs, so that the cap of ${formatUsd(capUsd, 'after')} per ${span} can’t be kept.`,
    fix: `${price === undefined ? 'Take' : `Set in the settings ${price}, or take`} the caps away to run without a price.`,
  };
}

function refuseWith(
  span: 'run' | 'day',
  capUsd: number | null,
  wishUsd: number,
  jobs: readonly Job[],
): CapRefusal | null {
  if (capUsd === null) return null;
  const sum = (found: readonly Job[]) => found.reduce((total, job) => total + costOfJob(job), 0);
  const flying = jobs.filter((job) => job.charge === 'open');
  const spentUsd = sum(jobs.filter((job) => job.charge !== 'open'));
  const flyingUsd = sum(flying);
  if (spentUsd + flyingUsd + wishUsd <= capUsd + EPSILON_USD) return null;
  const used = [
    spentUsd > 0 ? `${formatUsd(spentUsd, 'after')} spent` : '',
    flyingUsd > 0 ? `${formatUsd(flyingUsd, 'before')} under way` : '',
  ].filter((part) => part !== '');
  const beside = used.length > 0 ? ` With ${used.join(' and ')} that` : ' That';
  return {
    message: `This would cost ${formatUsd(wishUsd, 'before')}.${beside} is more than the cap of ${formatUsd(capUsd, 'after')} per ${span}.`,
    fix: `Ask for fewer or smaller takes, or raise the cap per ${span}.`,
  };
}

/** Midnight at the start of the local day of a time. */
export function startOfDayMs(timeMs: number): number {
  return new Date(timeMs).setHours(0, 0, 0, 0);
}
