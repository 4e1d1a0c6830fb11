import type { FaultProfile } from '../fault-profile.ts';

export const rateLimited: FaultProfile = {
  name: 'rate-limited',
  summary: 'The first two or three submits answer 429.',
  call: ({ route, count, random }) =>
    route === 'submit' && count <= 2 + Math.round(random())
      ? {
          kind: 'answer',
          status: 429,
          headers: { 'retry-after': '1' },
          body: { detail: 'Rate limit exceeded. Please retry later.' },
        }
      : undefined,
};
