import type { FaultProfile } from '../fault-profile.ts';

export const statusErrors: FaultProfile = {
  name: 'status-errors',
  summary: 'The first two status calls of a job answer 500.',
  call: ({ route, count }) =>
    route === 'status' && count <= 2
      ? { kind: 'answer', status: 500, body: { detail: 'Internal Server Error' } }
      : undefined,
};
