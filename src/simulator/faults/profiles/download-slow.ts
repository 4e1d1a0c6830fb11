import { inChunks } from '../damaged-body.ts';
import type { FaultProfile } from '../fault-profile.ts';

const CHUNKS = 8;

export const downloadSlow: FaultProfile = {
  name: 'download-slow',
  summary: 'The output arrives in eight pieces with pauses between them.',
  call: ({ route }) =>
    route === 'download'
      ? {
          kind: 'damage',
          async damage(response, { pause }) {
            const bytes = new Uint8Array(await response.arrayBuffer());
            return new Response(inChunks(bytes, Math.ceil(bytes.length / CHUNKS), pause), response);
          },
        }
      : undefined,
};
