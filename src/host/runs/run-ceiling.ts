import type { Spending } from '../../engine/plan.ts';
import { formatSpending, formatUsd } from '../../fal/price.ts';
import type { CapRefusal } from '../jobs/spending-caps.ts';

/**
 * The most that a run may send, as it was shown to whoever started it: jobs, what they cost by their estimates, and how
 * many of them may be without a known price. No job at all is what “up to date” says.
 */
export type Ceiling = Pick<Spending, 'jobCount' | 'costUsd' | 'unpricedCount'>;

/** Differences below this are rounding, not money. */
const EPSILON_USD = 1e-9;

/** Why a run that spends this much must not start under this ceiling, or null. */
export function refuseAbove(spending: Ceiling, ceiling: Ceiling): CapRefusal | null {
  if (isWithin(spending, ceiling)) return null;
  return {
    message: `The run costs ${wordsOf(spending)} by now instead of ${wordsOf(ceiling)}. Nothing was sent.`,
    fix: 'Start it for that, or look at what has changed.',
  };
}

/** What a run may still send. */
export interface Allowance {
  /** Takes one job out of it. The reason why it must not be sent, or null. */
  take(costUsd: number | null): CapRefusal | null;
  /** The jobs that were refused, together; null where there were none. */
  refused(): Ceiling | null;
}

/** The ceiling of one run, watched at every submit: what a plan could not foresee is not sent either. */
export function createAllowance(ceiling: Ceiling): Allowance {
  let taken: Ceiling = NOTHING;
  let refused: Ceiling | null = null;
  return {
    take(costUsd) {
      const job = { jobCount: 1, costUsd: costUsd ?? 0, unpricedCount: costUsd === null ? 1 : 0 };
      const next = sumOf(taken, job);
      if (isWithin(next, ceiling)) {
        taken = next;
        return null;
      }
      refused = sumOf(refused ?? NOTHING, job);
      const price = costUsd === null ? 'at an unknown price' : `of ${formatUsd(costUsd, 'before')}`;
      return {
        message: `One more job ${price} is beyond what the run was started for (${wordsOf(ceiling)}), so it was not sent.`,
        fix: 'Run it again for what is left: what is there already is not paid again.',
      };
    },
    refused: () => refused,
  };
}

const NOTHING: Ceiling = { jobCount: 0, costUsd: 0 };

function isWithin(spending: Ceiling, ceiling: Ceiling): boolean {
  return (
    spending.jobCount <= ceiling.jobCount &&
    spending.costUsd <= ceiling.costUsd + EPSILON_USD &&
    (spending.unpricedCount ?? 0) <= (ceiling.unpricedCount ?? 0)
  );
}

function sumOf(a: Ceiling, b: Ceiling): Ceiling {
  return {
    jobCount: a.jobCount + b.jobCount,
    costUsd: a.costUsd + b.costUsd,
    unpricedCount: (a.unpricedCount ?? 0) + (b.unpricedCount ?? 0),
  };
}

function wordsOf(spending: Ceiling): string {
  const { jobCount } = spending;
  if (jobCount === 0) return 'no job at all';
  const price = formatSpending(spending);
  return Number.isFinite(jobCount) ? `${jobCount} ${jobCount === 1 ? 'job' : 'jobs'} · ${price}` : price;
}
