import type { FaultProfile } from '../fault-profile.ts';

export const truncatedJson: FaultProfile = {
  name: 'truncated-json',
  summary: 'The first result arrives as half a JSON document.',
  call: ({ route, count }) =>
    route === 'result' && count === 1
      ? {
          kind: 'damage',
          async damage(response) {
            const text = await response.text();
            return new Response(text.slice(0, text.length / 2), response);
          },
        }
      : undefined,
};
