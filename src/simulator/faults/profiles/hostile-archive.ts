import { strToU8, zipSync } from 'fflate';
import type { FaultProfile } from '../fault-profile.ts';

/** Gives another body to the first downloads of an archive of frames; the result does not tell how large it is. */
function otherArchive(
  name: string,
  summary: string,
  make: (archive: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>,
  times = Number.POSITIVE_INFINITY,
): FaultProfile {
  async function other(response: Response): Promise<Response> {
    if (response.headers.get('content-type') !== 'application/zip') return response;
    const body = make(new Uint8Array(await response.arrayBuffer()));
    const headers = new Headers(response.headers);
    headers.set('content-length', String(body.length));
    return new Response(body, { status: response.status, headers });
  }
  return {
    name,
    summary,
    call({ route, count }) {
      if (route === 'download') return count <= times ? { kind: 'damage', damage: other } : undefined;
      return route === 'result' ? { kind: 'damage', damage: withoutSize } : undefined;
    },
  };
}

async function withoutSize(response: Response): Promise<Response> {
  const body = (await response.json()) as { exr_frames_url?: { file_size?: number } };
  delete body.exr_frames_url?.file_size;
  return Response.json(body, { status: response.status, headers: response.headers });
}

export const archiveOutside = otherArchive(
  'archive-outside',
  'The archive of frames holds a name that leads out of its folder.',
  () => zipSync({ '../../outside.exr': strToU8('not a frame') }),
);

/** Signature of an entry of a ZIP's central directory, and where in it its sizes stand. */
const ENTRY = [0x50, 0x4b, 0x01, 0x02];
const PACKED_SIZE_AT = 20;
const UNPACKED_SIZE_AT = 24;
const BOMB_BYTES = 0xf000_0000;

export const archiveBomb = otherArchive(
  'archive-bomb',
  'The archive of frames announces four gigabytes for each frame.',
  (archive) => {
    const bomb = archive.slice();
    const view = new DataView(bomb.buffer);
    for (let at = 0; at + UNPACKED_SIZE_AT + 4 <= bomb.length; at++) {
      if (!ENTRY.every((byte, place) => bomb[at + place] === byte)) continue;
      view.setUint32(at + PACKED_SIZE_AT, BOMB_BYTES, true);
      view.setUint32(at + UNPACKED_SIZE_AT, BOMB_BYTES, true);
    }
    return bomb;
  },
);

export const archiveDamaged = otherArchive(
  'archive-damaged',
  'The first download of the archive of frames lacks its second half.',
  (archive) => archive.slice(0, archive.length / 2),
  1,
);
