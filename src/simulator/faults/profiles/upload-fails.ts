import type { FaultProfile } from '../fault-profile.ts';

export const uploadFails: FaultProfile = {
  name: 'upload-fails',
  summary: 'Uploads start, but the CDN answers 500 to their bytes.',
  call: ({ route }) =>
    route === 'upload' || route === 'upload-part'
      ? { kind: 'answer', status: 500, body: { detail: 'Internal Server Error' } }
      : undefined,
};
