import type { FaultProfile } from '../fault-profile.ts';

export const serverRetries: FaultProfile = {
  name: 'server-retries',
  summary: 'The platform loses three runners, tries again each time under a new gateway id, then succeeds.',
  attempt: (attempt) =>
    attempt <= 3
      ? {
          httpStatus: 503,
          errorType: 'runner_connection_error',
          detail: 'Failed to connect to the runner',
        }
      : undefined,
};
