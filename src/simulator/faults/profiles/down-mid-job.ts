import { brokenOff } from '../damaged-body.ts';
import type { FaultProfile } from '../fault-profile.ts';

const FIRST_BAD = 2;
const LAST_BAD = 5;

export const downMidJob: FaultProfile = {
  name: 'down-mid-job',
  summary:
    'After the first look at a job the provider is down for four looks, and the first event stream breaks off.',
  call({ route, count }) {
    if (route === 'status' && count >= FIRST_BAD && count <= LAST_BAD) {
      return { kind: 'answer', status: 503, body: { detail: 'Service Unavailable' } };
    }
    if (route === 'stream' && count === 1) return { kind: 'damage', damage: breakOff };
    return undefined;
  },
};

async function breakOff(response: Response): Promise<Response> {
  await response.body?.cancel();
  return new Response(brokenOff(new TextEncoder().encode(': connected\n\n'), 1), response);
}
