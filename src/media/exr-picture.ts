import { readFile } from 'node:fs/promises';
import { decodeExr, init } from 'exrs';
import sharp from 'sharp';
import { type ExrHeader, exrHeaderOf } from './exr-header.ts';
import { checkReadableFile } from './file-check.ts';
import type { ImageInfo } from './image-info.ts';
import { type MediaProblem, quoteFile, truncated } from './media-problem.ts';
import type { Outcome } from './outcome.ts';
import { TONE_CURVES, type ToneMap } from './tone-map.ts';

/** Scene-linear colour of every pixel, three numbers each, rows from the top. */
interface ExrPixels {
  readonly width: number;
  readonly height: number;
  readonly rgb: Float32Array;
}

export type ExrViewInput = {
  path: string;
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

/** What an EXR file is, by its header and one decoding, which finds files that end early. */
export async function readExrInfo(path: string): Promise<Outcome<ImageInfo, MediaProblem>> {
  const header = await exrHeaderOf(path);
  if (!header) return { ok: false, problem: unreadable(path) };
  const pixels = await decode(path, header);
  if (!pixels.ok) return pixels;
  const hasAlpha = header.channels.some(({ name }) => name === 'A');
  return {
    ok: true,
    value: { kind: 'image', format: 'exr', width: header.width, height: header.height, hasAlpha },
  };
}

/** An EXR as a picture for a screen: exposed, tone-mapped, in sRGB. */
export async function viewExr(input: ExrViewInput): Promise<Outcome<ExrView, MediaProblem>> {
  const { path, exposure, toneMap, maxSide, format } = input;
  const checked = await checkReadableFile(path);
  if (!checked.ok) return checked;
  const pixels = await readExrPixels(path);
  if (!pixels.ok) return pixels;
  const { width, height, rgb } = pixels.value;
  const { data, info } = await sharp(shown(rgb, exposure, toneMap), {
    raw: { width, height, channels: 3 },
  })
    .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
    .toFormat(format, format === 'jpeg' ? { quality: JPEG_QUALITY } : {})
    .toBuffer({ resolveWithObject: true });
  return { ok: true, value: { width: info.width, height: info.height, picture: data.toString('base64') } };
}

/** The pixels of an EXR file of which only the existence has been checked. */
export async function readExrPixels(path: string): Promise<Outcome<ExrPixels, MediaProblem>> {
  const header = await exrHeaderOf(path);
  return header ? decode(path, header) : { ok: false, problem: unreadable(path) };
}

/** 8-bit sRGB of scene-linear values. */
export function shown(rgb: Float32Array, exposure: number, toneMap: ToneMap): Uint8Array {
  const gain = 2 ** exposure;
  const curve = TONE_CURVES[toneMap];
  const out = new Uint8Array(rgb.length);
  for (let at = 0; at < rgb.length; at++) {
    const light = Math.min(LARGEST_LIGHT, Math.max(0, rgb[at]! * gain));
    out[at] = SCREEN_CODES[Math.round(curve(light) * CODE_STEPS)]!;
  }
  return out;
}

/** More than any half-float holds; curves give no number for the infinite light of a firefly. */
const LARGEST_LIGHT = 1e6;
/** Fine enough that the darkest codes are right too. */
const CODE_STEPS = 65_536;
/** The 8-bit sRGB code of each step of linear light from 0 to 1: a power for every sample would cost most of the time. */
const SCREEN_CODES = Uint8Array.from({ length: CODE_STEPS + 1 }, (_, step) => {
  const linear = step / CODE_STEPS;
  return Math.round(255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055));
});

async function decode(path: string, header: ExrHeader): Promise<Outcome<ExrPixels, MediaProblem>> {
  const { width, height, channels, compression } = header;
  if (!READABLE_COMPRESSIONS.test(compression)) return { ok: false, problem: compressed(path, compression) };
  const names = shownChannels(channels.map(({ name }) => name));
  try {
    await init();
    const image = decodeExr(await readFile(path));
    const layer = image.layers.find((candidate) => candidate.containsChannelNames(names));
    const values = layer?.getInterleavedPixels(names);
    if (!values || image.width !== width || image.height !== height) {
      return { ok: false, problem: unreadable(path) };
    }
    return { ok: true, value: { width, height, rgb: names.length === 3 ? values : grey(values) } };
  } catch (error) {
    return { ok: false, problem: truncated(path, 'its picture data cannot be decoded', String(error)) };
  }
}

/** The lossy DWA codecs and newer ones are not in the library. */
const READABLE_COMPRESSIONS = /^(none|RLE|ZIPS?|PIZ|PXR24|B44A?)$/;

/** The channels that a person means by the picture: colour, that of the combined layer before others, or else the first. */
function shownChannels(names: readonly string[]): string[] {
  const colorOf = (layer: string) => ['R', 'G', 'B'].map((channel) => `${layer}${channel}`);
  const layers = names.filter((name) => /(^|\.)R$/.test(name)).map((name) => name.slice(0, -1));
  const colored = layers.filter((layer) => colorOf(layer).every((name) => names.includes(name)));
  const found = ['', ...colored.filter((layer) => /\bCombined\.$/i.test(layer)), ...colored].find((layer) =>
    colored.includes(layer),
  );
  return found === undefined ? [names[0]!] : colorOf(found);
}

/** One channel, such as a depth, as a grey picture. */
function grey(values: Float32Array): Float32Array {
  const rgb = new Float32Array(3 * values.length);
  for (let at = 0; at < values.length; at++) rgb.fill(values[at]!, 3 * at, 3 * at + 3);
  return rgb;
}

function compressed(path: string, compression: string): MediaProblem {
  return {
    code: 'unsupported',
    message: `${quoteFile(path)} cannot be read: its compression (${compression}) is not supported.`,
    fix: 'Render the frames with ZIP or PIZ compression, or as PNG.',
  };
}

function unreadable(path: string): MediaProblem {
  return {
    code: 'unsupported',
    message: `${quoteFile(path)} cannot be read: it is no single-part EXR picture.`,
    fix: 'Save it as a plain EXR with R, G and B channels, or as PNG.',
  };
}
