import { boxesIn } from './boxes.ts';
import type { IsoFile } from './read-tracks.ts';

/** A change of bytes of a file on their way to a parser. */
export type BytePatch = { at: number; bytes: Buffer };

/** Fields of a sample entry before the boxes in it: those of every kind, then those of a picture. */
const VISUAL_ENTRY_BYTES = 78;
/** Type, primaries, transfer and matrix, without the range that `nclx` ends with. */
const WITHOUT_RANGE_BYTES = 10;

/**
 * Names colour boxes that say `nclx` but lack its last byte what they are: QuickTime's `nclc`. Parsers read beyond the
 * end of the others.
 */
export function shortColrPatches({ moov, tracks }: IsoFile): BytePatch[] {
  return tracks
    .filter(({ handler }) => handler === 'vide')
    .flatMap(({ stsd }) => [...boxesIn(stsd.subarray(8))])
    .flatMap(({ body }) => [...boxesIn(body.subarray(VISUAL_ENTRY_BYTES))])
    .filter(({ type, body }) => type === 'colr' && body.length === WITHOUT_RANGE_BYTES)
    .filter(({ body }) => body.toString('latin1', 0, 4) === 'nclx')
    .map(({ body }) => ({
      at: moov.at + body.byteOffset - moov.body.byteOffset,
      bytes: Buffer.from('nclc', 'latin1'),
    }));
}
