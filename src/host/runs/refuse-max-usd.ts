import { formatUsd } from '../../fal/price.ts';
import type { CapRefusal } from '../jobs/spending-caps.ts';

/** Why a run that costs this much is above the limit given for it, or null. */
export function refuseMaxUsd(estimateUsd: number, maxUsd: number | undefined): CapRefusal | null {
  if (maxUsd === undefined || estimateUsd <= maxUsd) return null;
  return {
    message: `The run would cost ${formatUsd(estimateUsd, 'before')}, more than the limit of ${formatUsd(maxUsd, 'after')}.`,
    fix: 'Raise the limit, or ask for fewer or smaller takes.',
  };
}
