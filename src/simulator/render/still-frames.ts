import sharp from 'sharp';
import type { OutputShape } from '../../fal/endpoint.ts';
import { IMAGE_INPUT } from '../../media/image-info.ts';
import type { Picture } from '../look/warp.ts';
import { hashText, seededRandom } from '../seeded-random.ts';

/** How far the camera travels over the clip, as a share of the picture. */
const TRAVEL = 0.06;

/** A still as a clip: a slow move of the camera across it, in a direction that follows the seed. */
export async function* stillFrames(path: string, output: OutputShape, seed: number): AsyncGenerator<Picture> {
  const width = Math.ceil(output.width * (1 + TRAVEL));
  const height = Math.ceil(output.height * (1 + TRAVEL));
  const rgba = await sharp(path, IMAGE_INPUT)
    .autoOrient()
    .removeAlpha()
    .toColourspace('srgb')
    .resize(width, height, { fit: 'cover' })
    .ensureAlpha()
    .raw()
    .toBuffer();
  const all = new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.byteLength / 4);
  const angle = 2 * Math.PI * seededRandom(seed ^ hashText('camera'))();
  const room = { x: width - output.width, y: height - output.height };
  const pixels = new Uint32Array(output.width * output.height);
  for (let frame = 0; frame < output.frameCount; frame++) {
    const way = output.frameCount === 1 ? 0 : frame / (output.frameCount - 1) - 0.5;
    const left = Math.round(room.x * (0.5 + way * Math.cos(angle)));
    const top = Math.round(room.y * (0.5 + way * Math.sin(angle)));
    for (let y = 0; y < output.height; y++) {
      const from = (top + y) * width + left;
      pixels.set(all.subarray(from, from + output.width), y * output.width);
    }
    yield { width: output.width, height: output.height, pixels };
  }
}
