import type { Page } from 'playwright-core';
import sharp from 'sharp';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The page as pixels. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  colorAt(x: number, y: number): readonly [number, number, number];
}

export async function takePicture(page: Page): Promise<Picture> {
  const png = await page.screenshot({ caret: 'initial', animations: 'allow' });
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    colorAt(x, y) {
      const at = 3 * (Math.round(y) * info.width + Math.round(x));
      return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
    },
  };
}

const HALF_PX = 8;

/** The corner where our page has its minimap; no peer is pressed there. */
const isTaken = ({ x, y }: Point) => x > 1080 && y > 630;

/** A place of nothing but background, where a press reaches the canvas itself; the nearest one to a wish. */
export function emptyPlace(picture: Picture, wish: Point): Point {
  let best: Point | null = null;
  let nearest = Number.POSITIVE_INFINITY;
  for (let y = 16; y < picture.height - 16; y += 8) {
    for (let x = 16; x < picture.width - 16; x += 8) {
      const distance = Math.hypot(x - wish.x, y - wish.y);
      if (distance < nearest && !isTaken({ x, y }) && isEmpty(picture, x, y)) {
        nearest = distance;
        best = { x, y };
      }
    }
  }
  if (!best) throw new Error('the canvas has no empty place to press');
  return best;
}

/** Grid dots are fainter than this, everything else is stronger. */
const FAINT = 26;

function isEmpty(picture: Picture, left: number, top: number): boolean {
  const darkest = 60;
  for (let y = top - HALF_PX; y <= top + HALF_PX; y += 2) {
    for (let x = left - HALF_PX; x <= left + HALF_PX; x += 2) {
      const [r, g, b] = picture.colorAt(x, y);
      if (Math.max(r, g, b) - Math.min(r, g, b) > FAINT || r > darkest) return false;
      const [r0, g0, b0] = picture.colorAt(left, top);
      if (Math.abs(r - r0) + Math.abs(g - g0) + Math.abs(b - b0) > FAINT) return false;
    }
  }
  return true;
}

/** Where no edge is looked for: beside each point, in three directions. */
const BESIDE = [
  { x: 9, y: 13 },
  { x: -11, y: -9 },
  { x: 15, y: -14 },
] as const;

/** How many of these points on edges are drawn as edges, and what share of the points beside them only look so. */
export function countDrawn(
  picture: Picture,
  samples: readonly Point[],
): { readonly drawn: number; readonly byChance: number } {
  const beside = samples.flatMap(({ x, y }) => BESIDE.map((by) => ({ x: x + by.x, y: y + by.y })));
  const count = (points: readonly Point[]) => points.filter(({ x, y }) => looksDrawn(picture, x, y)).length;
  return { drawn: count(samples), byChance: beside.length === 0 ? 0 : count(beside) / beside.length };
}

/** Edges are bluish or bright lines on a nearly grey, dark ground. */
function looksDrawn(picture: Picture, x: number, y: number): boolean {
  for (let dy = -2; dy <= 2; dy++) {
    for (let dx = -2; dx <= 2; dx++) {
      const [r, g, b] = picture.colorAt(x + dx, y + dy);
      if (Math.max(r, g, b) > 72 && Math.max(r, g, b) - Math.min(r, g, b) > 12) return true;
      if (Math.min(r, g, b) > 110) return true;
    }
  }
  return false;
}
