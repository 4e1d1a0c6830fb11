import type { FaultProfile } from '../fault-profile.ts';

export const slowQueue: FaultProfile = {
  name: 'slow-queue',
  summary: 'Six strangers are ahead in the queue; the position counts down.',
  strangersAhead: 6,
};
