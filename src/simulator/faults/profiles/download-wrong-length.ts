import type { FaultProfile } from '../fault-profile.ts';

export const downloadWrongLength: FaultProfile = {
  name: 'download-wrong-length',
  summary: 'The first download ends early without an error: fewer bytes than the result’s file_size.',
  call: ({ route, count }) =>
    route === 'download' && count === 1
      ? {
          kind: 'damage',
          async damage(response, { random }) {
            const bytes = await response.arrayBuffer();
            const cut = bytes.slice(0, Math.floor(bytes.byteLength * (0.4 + 0.4 * random())));
            const headers = new Headers(response.headers);
            headers.set('content-length', String(cut.byteLength));
            return new Response(cut, { status: response.status, headers });
          },
        }
      : undefined,
};
