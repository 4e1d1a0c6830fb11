import { type AVPixelFormat, avGetPixFmtName, FFmpegError, type Frame } from 'node-av';
import { frameOfPixels } from './av-frame.ts';

type Plane = { samples: Uint8Array | Uint16Array; width: number; height: number };

/** Side of the squares of luma that are looked at, in pixels. */
const BLOCK = 8;
/** How much more the lines of the two fields must differ than lines of one field, and by how much of full range. */
const COMB_RATIO = 1.5;
const COMB_LEVEL = 0.006;
const PLANAR = /^yuvj?(420|422|444)p(?:(10|12)le)?$/;

/**
 * A frame of two fields whose moving parts show only the upper one, with the lines between made from those around;
 * null where nothing moves between the fields or the layout is none that cameras interlace. Each frame is judged for
 * itself, so that it is the same whether asked for alone or with others.
 */
export function withoutCombs(frame: Frame): Frame | null {
  const format = frame.format as AVPixelFormat;
  const layout = PLANAR.exec(avGetPixFmtName(format) ?? '');
  if (!layout) return null;
  const { width, height } = frame;
  const bits = Number(layout[2] ?? 8);
  const pixels = Buffer.from(frame.toBuffer());
  const samples = bits === 8 ? pixels : new Uint16Array(pixels.buffer, pixels.byteOffset, pixels.length / 2);
  const most = 2 ** bits - 1;
  const combed = combedBlocks({ samples, width, height }, most);
  if (!combed) return null;
  const chromaWidth = layout[1] === '444' ? width : (width + 1) >> 1;
  const chromaHeight = layout[1] === '420' ? (height + 1) >> 1 : height;
  const [lumaSize, chromaSize] = [width * height, chromaWidth * chromaHeight];
  const luma = { samples: samples.subarray(0, lumaSize), width, height };
  interpolate(luma, luma, combed, most);
  for (const from of [lumaSize, lumaSize + chromaSize]) {
    const plane = {
      samples: samples.subarray(from, from + chromaSize),
      width: chromaWidth,
      height: chromaHeight,
    };
    interpolate(plane, luma, combed, most);
  }
  const result = frameOfPixels(pixels, { width, height, format });
  FFmpegError.throwIfError(result.copyProps(frame), 'copyProps');
  return result;
}

/** Which squares are combed, with those next to them; null where none is. */
function combedBlocks(
  { samples, width, height }: Plane,
  most: number,
): ((x: number, y: number) => boolean) | null {
  const columns = Math.ceil(width / BLOCK);
  const rows = Math.ceil(height / BLOCK);
  const combed = new Uint8Array(columns * rows);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (!isCombed(samples, width, height, column * BLOCK, row * BLOCK, most)) continue;
      count++;
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++)
          combed[y * columns + x] = 1;
      }
    }
  }
  return count === 0 ? null : (x, y) => combed[Math.floor(y / BLOCK) * columns + Math.floor(x / BLOCK)] === 1;
}

function isCombed(
  samples: Plane['samples'],
  width: number,
  height: number,
  left: number,
  top: number,
  most: number,
): boolean {
  let across = 0;
  let within = 0;
  let count = 0;
  for (let y = Math.max(2, top); y < Math.min(height - 2, top + BLOCK); y++) {
    for (let x = left; x < Math.min(width, left + BLOCK); x++) {
      const at = y * width + x;
      const value = 2 * samples[at]!;
      across += Math.abs(value - samples[at - width]! - samples[at + width]!);
      within += Math.abs(value - samples[at - 2 * width]! - samples[at + 2 * width]!);
      count++;
    }
  }
  return across > COMB_RATIO * within + 2 * COMB_LEVEL * most * count;
}

/** Makes the lines of the lower field from the four nearest of the upper one (cubic, at the middle). */
function interpolate(
  { samples, width, height }: Plane,
  luma: Plane,
  isCombedAt: (x: number, y: number) => boolean,
  most: number,
): void {
  const [stepX, stepY] = [luma.width / width, luma.height / height];
  const lastUpper = (height - 1) & ~1;
  for (let y = 1; y < height; y += 2) {
    const line = (of: number) => Math.max(0, Math.min(lastUpper, of)) * width;
    const [a, b, c, d] = [line(y - 3), line(y - 1), line(y + 1), line(y + 3)];
    for (let x = 0; x < width; x++) {
      if (!isCombedAt(Math.floor(x * stepX), Math.min(luma.height - 1, Math.floor(y * stepY)))) continue;
      const value = (9 * (samples[b + x]! + samples[c + x]!) - samples[a + x]! - samples[d + x]! + 8) >> 4;
      samples[y * width + x] = Math.max(0, Math.min(most, value));
    }
  }
}
