import sharp from 'sharp';
import type { OutputShape } from '../../fal/endpoint.ts';
import { IMAGE_INPUT } from '../../media/image-info.ts';
import { DRIFT_CELL_PX, type DriftField } from '../look/drift-field.ts';
import { type Picture, warpInto } from '../look/warp.ts';
import { hashText, seededRandom } from '../seeded-random.ts';

/** How much closer the camera comes over the clip. */
const PUSH_IN = 0.08;

/**
 * A still as a clip: the camera shows all of it at frame `restsAt` and comes closer away from there, to a side that
 * follows the seed.
 */
export async function* stillFrames(
  path: string,
  { width, height, frameCount }: OutputShape,
  seed: number,
  restsAt: number,
): AsyncGenerator<Picture> {
  const rgba = await sharp(path, IMAGE_INPUT)
    .autoOrient()
    .removeAlpha()
    .toColourspace('srgb')
    .resize(width, height, { fit: 'cover' })
    .ensureAlpha()
    .raw()
    .toBuffer();
  const still = { width, height, pixels: new Uint32Array(width * height) };
  new Uint8Array(still.pixels.buffer).set(rgba);
  const angle = 2 * Math.PI * seededRandom(seed ^ hashText('camera'))();
  const side = { x: 0.5 + 0.5 * Math.cos(angle), y: 0.5 + 0.5 * Math.sin(angle) };
  const moved = { width, height, pixels: new Uint32Array(width * height) };
  for (let frame = 0; frame < frameCount; frame++) {
    const way = Math.abs(frame - restsAt) / Math.max(1, frameCount - 1);
    warpInto(still, closer(width, height, 1 + PUSH_IN * way, side), moved);
    yield moved;
  }
}

/** Moves every point so that `1 / scale` of the picture fills it; what is cut off is shared out between the `side`s. */
function closer(
  width: number,
  height: number,
  scale: number,
  side: { readonly x: number; readonly y: number },
): DriftField {
  const columns = Math.ceil(width / DRIFT_CELL_PX) + 1;
  const rows = Math.ceil(height / DRIFT_CELL_PX) + 1;
  const cut = 1 - 1 / scale;
  const dx = new Float32Array(columns * rows);
  const dy = new Float32Array(columns * rows);
  for (let at = 0; at < dx.length; at++) {
    dx[at] = cut * (side.x * width - (at % columns) * DRIFT_CELL_PX);
    dy[at] = cut * (side.y * height - Math.floor(at / columns) * DRIFT_CELL_PX);
  }
  return { columns, rows, dx, dy };
}
