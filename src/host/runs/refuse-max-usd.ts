import type { Spending } from '../../engine/plan.ts';
import { formatUsd } from '../../fal/price.ts';
import type { CapRefusal } from '../jobs/spending-caps.ts';

/** Why a run that costs this much is above the limit given for it, or null. */
export function refuseMaxUsd(
  { costUsd: estimateUsd, unpricedCount = 0 }: Spending,
  maxUsd: number | undefined,
): CapRefusal | null {
  if (maxUsd === undefined) return null;
  if (unpricedCount > 0) {
    return {
      message: 'The price of the run is not known, so it cannot be held against the limit.',
      fix: 'Type what one request may cost into “Expected price” of its node, or run without a limit.',
    };
  }
  if (estimateUsd <= maxUsd) return null;
  return {
    message: `The run would cost ${formatUsd(estimateUsd, 'before')}, more than the limit of ${formatUsd(maxUsd, 'after')}.`,
    fix: 'Raise the limit, or ask for fewer or smaller takes.',
  };
}
