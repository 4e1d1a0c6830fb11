import { openVideo } from '../../src/media/open-video.ts';

/** A frame as RGBA rows. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Every frame of a clip, or those asked for, at its own or another size. */
export async function readFrames(
  path: string,
  options: { frameIndexes?: number[]; width?: number; height?: number } = {},
): Promise<Frame[]> {
  const opened = await openVideo(path);
  if (!opened.ok) throw new Error(opened.problem.message);
  const frames: Frame[] = [];
  for await (const frame of opened.value.frames(options)) frames.push(frame);
  opened.value.close();
  return frames;
}

/** Mean absolute difference of the colour channels, in code values of 255. */
export function meanDifference(a: Frame, b: Frame): number {
  if (a.data.length !== b.data.length) throw new Error('frames of different sizes cannot be compared');
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) if (i % 4 !== 3) sum += Math.abs(a.data[i]! - b.data[i]!);
  return sum / ((a.data.length / 4) * 3);
}

/** Mean of R, G and B. */
export function meanColor({ data }: Frame): [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < data.length; i += 4) for (let c = 0 as 0 | 1 | 2; c < 3; c++) sums[c] += data[i + c]!;
  return sums.map((sum) => sum / (data.length / 4)) as [number, number, number];
}

/** Distance of two colours, as the largest difference of a channel. */
export function colorDistance(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((value, channel) => Math.abs(value - b[channel]!)));
}

/**
 * How alike the shapes of two frames are, -1 to 1: correlation of the brightness steps between neighbours, which
 * a change of colour or contrast leaves alone and a shift does not.
 */
export function structuralSimilarity(a: Frame, b: Frame): number {
  const [edgesA, edgesB] = [edges(a), edges(b)];
  let product = 0;
  let powerA = 0;
  let powerB = 0;
  for (let i = 0; i < edgesA.length; i++) {
    product += edgesA[i]! * edgesB[i]!;
    powerA += edgesA[i]! ** 2;
    powerB += edgesB[i]! ** 2;
  }
  return product / Math.sqrt(powerA * powerB);
}

function edges({ width, height, data }: Frame): Float32Array {
  const luma = (x: number, y: number) => {
    const at = (y * width + x) * 4;
    return 0.2126 * data[at]! + 0.7152 * data[at + 1]! + 0.0722 * data[at + 2]!;
  };
  const steps = new Float32Array((width - 1) * (height - 1) * 2);
  let at = 0;
  for (let y = 0; y < height - 1; y++) {
    for (let x = 0; x < width - 1; x++) {
      steps[at++] = luma(x + 1, y) - luma(x, y);
      steps[at++] = luma(x, y + 1) - luma(x, y);
    }
  }
  return steps;
}
