import type { FaultProfile } from '../fault-profile.ts';

export const resultExpired: FaultProfile = {
  name: 'result-expired',
  summary: 'The job completes, but its result is already gone.',
  resultTtlMs: 0,
};
