import { encodeRgbExr, init } from 'exrs';

/** Makes the encoder ready; it has to be called before the first `encodeHalfExr`. */
export async function readyExr(): Promise<void> {
  await init();
}

/** One half-float RGB EXR of scene-linear values, three for each pixel from the top; ZIP-compressed in blocks of rows. */
export function encodeHalfExr(width: number, height: number, rgb: Float32Array): Uint8Array {
  const image = { width, height, interleavedRgbPixels: rgb };
  return encodeRgbExr({ ...image, precision: 'f16', compression: 'zip16' });
}
