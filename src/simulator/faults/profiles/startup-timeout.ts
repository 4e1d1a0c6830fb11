import type { FaultProfile } from '../fault-profile.ts';

export const startupTimeout: FaultProfile = {
  name: 'startup-timeout',
  summary: 'The job does not start within the time that the caller allows.',
  attempt: () => ({
    httpStatus: 504,
    errorType: 'startup_timeout',
    detail: 'Request timed out before a runner could start processing it',
    userTimeout: true,
  }),
};
