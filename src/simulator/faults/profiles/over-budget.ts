import { budgetError } from '../../model/budget-error.ts';
import type { FaultProfile } from '../fault-profile.ts';

export const overBudget: FaultProfile = {
  name: 'over-budget',
  summary: 'Every request is said to be above the budget of resolution and frames.',
  refuse: ({ num_frames }, endpoint) => budgetError(Number(num_frames), null, endpoint),
};
