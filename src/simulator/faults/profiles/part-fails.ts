import type { FaultProfile } from '../fault-profile.ts';

export const partFails: FaultProfile = {
  name: 'part-fails',
  summary: 'Part 3 of a multipart upload fails twice, then works.',
  call: ({ route, part, count }) =>
    route === 'upload-part' && part === 3 && count <= 2
      ? { kind: 'answer', status: 500, body: { detail: 'Internal Server Error' } }
      : undefined,
};
