import type { FaultProfile } from '../fault-profile.ts';

export const silentCap: FaultProfile = {
  name: 'silent-cap',
  summary: 'A request above the budget is not rejected: it comes back with fewer frames.',
  overBudget: 'cap',
};
