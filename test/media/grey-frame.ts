import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import sharp from 'sharp';
import { encodeHalfExr } from '../../src/media/exr/encode.ts';

export interface GreyFrame {
  readonly width?: number;
  readonly height?: number;
  /** 0 to 1 for pictures with alpha; opaque without. */
  readonly alpha?: number;
}

/** Writes a still of one grey (0 to 255 on a screen) in the format of its name. */
export async function writeGrey(path: string, grey: number, options: GreyFrame = {}): Promise<void> {
  const { width = 64, height = 64, alpha } = options;
  if (extname(path) === '.exr') {
    const screen = grey / 255;
    const linear = screen <= 0.04045 ? screen / 12.92 : ((screen + 0.055) / 1.055) ** 2.4;
    await writeFile(
      path,
      encodeHalfExr({ width, height, fps: 24 }, new Float32Array(3 * width * height).fill(linear)),
    );
    return;
  }
  const background = { r: grey, g: grey, b: grey, alpha: alpha ?? 1 };
  const create = { width, height, channels: alpha === undefined ? 3 : 4, background } as const;
  await sharp({ create }).toFile(path);
}
