import type { FaultProfile } from '../fault-profile.ts';

export const downloadMissing: FaultProfile = {
  name: 'download-missing',
  summary: 'The CDN answers 404 for the output.',
  call: ({ route }) =>
    route === 'download' ? { kind: 'answer', status: 404, body: { detail: 'Not Found' } } : undefined,
};
