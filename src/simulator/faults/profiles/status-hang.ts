import type { FaultProfile } from '../fault-profile.ts';

export const statusHang: FaultProfile = {
  name: 'status-hang',
  summary: 'The first two status calls of a job are never answered.',
  call: ({ route, count }) => (route === 'status' && count <= 2 ? { kind: 'hang' } : undefined),
};
