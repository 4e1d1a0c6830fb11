import type { FaultProfile } from '../fault-profile.ts';

export const earlyResult: FaultProfile = {
  name: 'early-result',
  summary: 'A result call that comes too early gets a 202 with a status body, which looks like data.',
  earlyResultStatus: 202,
};
