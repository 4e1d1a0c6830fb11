import type { FaultProfile } from '../fault-profile.ts';

export const uploadDown: FaultProfile = {
  name: 'upload-down',
  summary: 'The storage service is down while the queue works.',
  call: ({ route }) =>
    route === 'initiate' || route === 'initiate-multipart'
      ? { kind: 'answer', status: 503, body: { detail: 'Service Unavailable' } }
      : undefined,
};
