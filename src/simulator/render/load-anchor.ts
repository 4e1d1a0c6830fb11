import sharp from 'sharp';
import { IMAGE_INPUT } from '../../media/image-info.ts';
import { type AnchorPicture, anchorPicture } from '../look/anchor-pull.ts';
import type { Anchor } from '../look/look.ts';

/**
 * Reads an anchor image at the output's size, cut to its aspect. Alpha is dropped, not flattened: as with the real
 * endpoint, hidden colours of transparent pixels leak into the picture.
 */
export async function loadAnchor(
  { frame, path, strength }: Anchor,
  width: number,
  height: number,
): Promise<AnchorPicture> {
  const rgba = await sharp(path, IMAGE_INPUT)
    .autoOrient()
    .removeAlpha()
    .toColourspace('srgb')
    .resize(width, height, { fit: 'cover' })
    .ensureAlpha()
    .raw()
    .toBuffer();
  const pixels = new Uint32Array(width * height);
  new Uint8Array(pixels.buffer).set(rgba);
  return anchorPicture(frame, { width, height, pixels }, strength);
}
