import type { Ceiling } from '../../host/runs/run-ceiling.ts';
import type { PlanSummary } from './plan-summary.ts';
import type { TabRun } from './run-store.ts';

const NOTHING: Ceiling = { jobCount: 0, costUsd: 0 };

/**
 * The plan whose price the buttons show: for the short while that planning usually takes also that from before the last
 * edit, and none where a new one is slow to come or failed.
 */
export function shownPlan({ plan, pricing }: Pick<TabRun, 'plan' | 'pricing'>): PlanSummary | null {
  return pricing.state === 'told' || pricing.state === 'asked' ? plan : null;
}

/** What a press of Run, or of New take, may send at most; where no price is shown that is nothing. */
export function shownCeiling(run: Pick<TabRun, 'plan' | 'pricing'>, isNewTake: boolean): Ceiling {
  const plan = shownPlan(run);
  const spending = isNewTake ? (plan?.newTake ?? plan?.spending) : plan?.spending;
  if (!spending) return NOTHING;
  const { jobCount, costUsd, unpricedCount } = spending;
  return { jobCount, costUsd, ...(unpricedCount !== undefined && { unpricedCount }) };
}
