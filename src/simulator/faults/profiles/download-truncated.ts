import { brokenOff } from '../damaged-body.ts';
import type { FaultProfile } from '../fault-profile.ts';

export const downloadTruncated: FaultProfile = {
  name: 'download-truncated',
  summary: 'The connection breaks in the middle of the first download of each output.',
  call: ({ route, count }) =>
    route === 'download' && count === 1
      ? {
          kind: 'damage',
          async damage(response, { random }) {
            const bytes = new Uint8Array(await response.arrayBuffer());
            return new Response(brokenOff(bytes, 0.3 + 0.5 * random()), response);
          },
        }
      : undefined,
};
