import type { ExrChannel, PixelWindow } from './attributes.ts';
import type { ExrFile } from './header.ts';
import type { ExrLayer } from './layers.ts';
import { rgbOfLuminanceChroma } from './luminance-chroma.ts';
import { emptyPlane, type Plane, readPlanes } from './planes.ts';
import { luminanceWeights, type Matrix, toBt709 } from './primaries.ts';

/** Scene-linear light as it is shown: the display window, black where nothing is stored. */
export interface LightPicture {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue; of a grey picture the same plane three times. */
  readonly planes: readonly [Plane, Plane, Plane];
  /** Brings the colours to BT.709; null where they are of it, or no colours. */
  readonly toBt709: Matrix | null;
}

/** Reads one picture from the bytes of its whole file. Throws what `readPlanes` throws. */
export async function readLight(
  bytes: Buffer,
  file: ExrFile,
  layer: ExrLayer,
  progress?: (fraction: number) => void,
): Promise<LightPicture> {
  const { dataWindow, displayWindow, chromaticities, channels } = file.parts[layer.part]!;
  const stored = await readPlanes(bytes, file, layer.part, layer.channels, progress);
  const planes =
    layer.kind === 'luminance-chroma'
      ? rgbOfLuminanceChroma(stored, dataWindow, luminanceWeights(chromaticities))
      : stored.map((plane, place) => everyPixel(plane, channels[layer.channels[place]!]!, dataWindow));
  const [first, second = first, third = first] = planes.map((plane) =>
    inWindow(plane, dataWindow, displayWindow),
  );
  return {
    width: displayWindow.width,
    height: displayWindow.height,
    planes: [first!, second!, third!],
    toBt709: layer.kind === 'grey' ? null : toBt709(chromaticities),
  };
}

/** A channel with fewer samples than pixels: each holds up to the next one. */
function everyPixel(plane: Plane, { xSampling, ySampling }: ExrChannel, window: PixelWindow): Plane {
  const { left, top, width, height } = window;
  if (plane.width === width && plane.height === height) return plane;
  const full = emptyLike(plane, width, height);
  const place = (at: number, start: number, rate: number) =>
    Math.max(0, Math.floor((start + at) / rate) - Math.ceil(start / rate));
  for (let y = 0; y < height; y++) {
    const from = place(y, top, ySampling) * plane.width;
    for (let x = 0; x < width; x++) {
      full.samples[y * width + x] = plane.samples[from + place(x, left, xSampling)]!;
    }
  }
  return full;
}

/** What of a plane over one window lies in another; 0 elsewhere. */
function inWindow(plane: Plane, from: PixelWindow, to: PixelWindow): Plane {
  const [x, y] = [from.left - to.left, from.top - to.top];
  if (x === 0 && y === 0 && from.width === to.width && from.height === to.height) return plane;
  const placed = emptyLike(plane, to.width, to.height);
  const start = Math.max(0, x);
  const end = Math.min(to.width, x + from.width);
  if (start >= end) return placed;
  for (let row = Math.max(0, y); row < Math.min(to.height, y + from.height); row++) {
    const at = (row - y) * from.width - x;
    placed.samples.set(plane.samples.subarray(at + start, at + end), row * to.width + start);
  }
  return placed;
}

function emptyLike({ samples }: Plane, width: number, height: number): Plane {
  if (samples instanceof Float32Array) return emptyPlane('float', width, height);
  return emptyPlane(samples instanceof Uint32Array ? 'uint' : 'half', width, height);
}
