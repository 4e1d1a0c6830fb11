import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { checkReadableFile } from '../file-check.ts';
import type { ImageInfo } from '../image-info.ts';
import { type MediaProblem, truncated } from '../media-problem.ts';
import type { Outcome } from '../outcome.ts';
import type { WorkerContext } from '../serve-worker.ts';
import type { ToneMap } from '../tone-map.ts';
import { compressionProblem, deepProblem, headerProblem, layerProblem, pixelProblem } from './exr-problem.ts';
import { findMissingBlocks } from './find-missing-blocks.ts';
import { type ExrFile, exrHeaderOf, readExrHeader } from './header.ts';
import { type ExrLayer, layersOf } from './layers.ts';
import { type LightPicture, readLight } from './light.ts';
import { shownOnScreen } from './screen.ts';
import { canUnpack } from './unpack.ts';

export type ExrViewInput = {
  path: string;
  /** Name of the layer; empty or absent is the first one. */
  layer?: string;
  /** Stops: each doubles the light. */
  exposure: number;
  toneMap: ToneMap;
  /** Longest side in px; never enlarged. */
  maxSide: number;
  format: 'jpeg' | 'png';
};
/** `picture` is the encoded file as base64. */
export type ExrView = { width: number; height: number; picture: string };

const JPEG_QUALITY = 90;

/** What an EXR file is, by its headers and the table of its blocks, which finds files that end early. */
export async function readExrInfo(path: string): Promise<Outcome<ImageInfo, MediaProblem>> {
  const header = await exrHeaderOf(path);
  if (!header.ok) return { ok: false, problem: headerProblem(path, header.reason) };
  const { file } = header;
  const chosen = chooseLayer(path, file, '');
  if (!chosen.ok) return chosen;
  const missing = await findMissingBlocks(path, file);
  if (missing !== null) return { ok: false, problem: truncated(path, missing) };
  const { width, height } = file.parts[chosen.value.part]!.displayWindow;
  const layers = layersOf(file).map(({ name }) => name);
  const { hasAlpha } = chosen.value;
  return {
    ok: true,
    value: { kind: 'image', format: 'exr', width, height, hasAlpha, ...(layers.length > 1 && { layers }) },
  };
}

/** An EXR as a picture for a screen: exposed, tone-mapped, in sRGB. Tells its progress while it reads. */
export async function viewExr(
  input: ExrViewInput,
  { progress }: Partial<WorkerContext> = {},
): Promise<Outcome<ExrView, MediaProblem>> {
  const { path, layer = '', exposure, toneMap, maxSide, format } = input;
  const checked = await checkReadableFile(path);
  if (!checked.ok) return checked;
  const light = await readExr(path, await readFile(path), layer, progress);
  if (!light.ok) return light;
  const { width, height } = light.value;
  const pixels = shownOnScreen(light.value, exposure, toneMap, 3);
  const { data, info } = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
    .toFormat(format, format === 'jpeg' ? { quality: JPEG_QUALITY } : {})
    .toBuffer({ resolveWithObject: true });
  return { ok: true, value: { width: info.width, height: info.height, picture: data.toString('base64') } };
}

/** The light of one layer from the bytes of a whole file; without a name that of the first one. `progress` is told 0 to 1. */
export async function readExr(
  path: string,
  bytes: Buffer,
  layer: string,
  progress?: WorkerContext['progress'],
): Promise<Outcome<LightPicture, MediaProblem>> {
  const header = readExrHeader(bytes);
  if (!header.ok) return { ok: false, problem: headerProblem(path, header.reason) };
  const chosen = chooseLayer(path, header.file, layer);
  if (!chosen.ok) return chosen;
  try {
    return { ok: true, value: await readLight(bytes, header.file, chosen.value, progress) };
  } catch (error) {
    return { ok: false, problem: pixelProblem(path, error) };
  }
}

function chooseLayer(path: string, file: ExrFile, wanted: string): Outcome<ExrLayer, MediaProblem> {
  const layers = layersOf(file);
  const [usual] = layers;
  if (!usual) return { ok: false, problem: deepProblem(path) };
  const layer = wanted === '' ? usual : layers.find(({ name }) => name === wanted);
  if (!layer) {
    const names = layers.map(({ name }) => name);
    return { ok: false, problem: layerProblem(path, wanted, names) };
  }
  const { compression } = file.parts[layer.part]!;
  return canUnpack(compression)
    ? { ok: true, value: layer }
    : { ok: false, problem: compressionProblem(path, compression) };
}
