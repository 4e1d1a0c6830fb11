import { closeSync, openSync, writeSync } from 'node:fs';
import { Zip, ZipPassThrough } from 'fflate';
import { encodeHalfExr } from '../../media/exr/encode.ts';
import { liftToHdr } from '../look/lift-to-hdr.ts';

export interface ExrArchive {
  /** Adds the next frame from finished 8-bit RGBA. */
  add(rgba: Uint8ClampedArray): void;
  finish(): void;
  /** Gives up what was written; the file is the caller's to remove. */
  close(): void;
}

/** Writes a ZIP with one half-float EXR for each frame, piece by piece: memory does not grow with the clip. */
export function createExrArchive(path: string, width: number, height: number, fps: number): ExrArchive {
  const file = openSync(path, 'w');
  let isOpen = true;
  let place = 0;
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    writeSync(file, chunk);
  });
  const close = () => {
    if (isOpen) closeSync(file);
    isOpen = false;
  };
  return {
    add(rgba) {
      // Stored as it is: an EXR is compressed by itself.
      const entry = new ZipPassThrough(`frame_${String(place++).padStart(5, '0')}.exr`);
      zip.add(entry);
      entry.push(encodeHalfExr({ width, height, fps }, liftToHdr(rgba)), true);
    },
    finish() {
      zip.end();
      close();
    },
    close,
  };
}
