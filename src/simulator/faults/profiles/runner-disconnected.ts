import type { FaultProfile } from '../fault-profile.ts';

export const runnerDisconnected: FaultProfile = {
  name: 'runner-disconnected',
  summary: 'Every attempt loses its runner until the platform gives up.',
  attempt: () => ({
    httpStatus: 503,
    errorType: 'runner_disconnected',
    detail: 'Runner disconnected unexpectedly',
  }),
};
