import { lumaWeights, type YuvColor } from './color-matrix.ts';

/** Planar Y'CbCr picture; samples are 8 bit in a Uint8Array or `bitDepth` bits in a Uint16Array. */
export type YuvPicture = {
  width: number;
  height: number;
  y: Uint8Array | Uint16Array;
  u: Uint8Array | Uint16Array;
  v: Uint8Array | Uint16Array;
  /** Distance between two chroma samples of a row: 2 for the interleaved chroma of NV12, else 1. */
  chromaStep: 1 | 2;
  /** Samples from one row to the next. */
  lumaStride: number;
  chromaStride: number;
  /** log2 of how many luma samples share a chroma sample. */
  chromaShiftX: 0 | 1;
  chromaShiftY: 0 | 1;
  bitDepth: 8 | 10 | 12;
};

const FRACTION_BITS = 16;
/** Results lie between -293 and 552 in every matrix; shifted by this they index the clamping table. */
const CLAMP_OFFSET = 384;
const CLAMPED = Uint8Array.from({ length: 1024 }, (_, i) => Math.max(0, Math.min(255, i - CLAMP_OFFSET)));
const OPAQUE = 0xff000000;

/**
 * Y'CbCr to 8-bit R'G'B' with opaque alpha, chroma repeated as it is stored. Done here because the conversion of
 * the media library always assumes BT.601, which shifts the colours of every HD clip. `rgba` gets one
 * little-endian word per pixel (every platform of Node is little-endian).
 */
export function yuvToRgba(picture: YuvPicture, color: YuvColor, rgba: Uint32Array): void {
  const { width, height, y, u, v, chromaStep, chromaShiftX, chromaShiftY } = picture;
  const { luma, redFromV, greenFromU, greenFromV, blueFromU } = conversionTables(color, picture.bitDepth);
  for (let row = 0; row < height; row++) {
    let lumaAt = row * picture.lumaStride;
    let chromaAt = (row >> chromaShiftY) * picture.chromaStride;
    let out = row * width;
    const rowEnd = out + width;
    while (out < rowEnd) {
      const cu = u[chromaAt]!;
      const cv = v[chromaAt]!;
      const red = redFromV[cv]!;
      const green = greenFromU[cu]! + greenFromV[cv]!;
      const blue = blueFromU[cu]!;
      chromaAt += chromaStep;
      rgba[out++] = packPixel(luma[y[lumaAt++]!]!, red, green, blue);
      if (chromaShiftX === 1 && out < rowEnd) rgba[out++] = packPixel(luma[y[lumaAt++]!]!, red, green, blue);
    }
  }
}

function packPixel(grey: number, red: number, green: number, blue: number): number {
  return (
    CLAMPED[(grey + red) >> FRACTION_BITS]! |
    (CLAMPED[(grey + green) >> FRACTION_BITS]! << 8) |
    (CLAMPED[(grey + blue) >> FRACTION_BITS]! << 16) |
    OPAQUE
  );
}

type Tables = Record<'luma' | 'redFromV' | 'greenFromU' | 'greenFromV' | 'blueFromU', Int32Array>;
const knownTables = new Map<string, Tables>();

/** Contributions by code, scaled by 2^16; quantization as in ITU-R BT.709-6 and BT.2100 for more than 8 bits. */
function conversionTables({ matrix, fullRange }: YuvColor, bitDepth: number): Tables {
  const key = `${matrix} ${fullRange} ${bitDepth}`;
  const known = knownTables.get(key);
  if (known) return known;
  const { kr, kb } = lumaWeights(matrix);
  const kg = 1 - kr - kb;
  const codes = 1 << bitDepth;
  const unit = codes / 256;
  const lumaRange = fullRange ? codes - 1 : 219 * unit;
  const chromaRange = fullRange ? codes - 1 : 224 * unit;
  const lumaZero = fullRange ? 0 : 16 * unit;
  const table = (value: (code: number) => number) =>
    Int32Array.from({ length: codes }, (_, code) => Math.round(value(code) * (1 << FRACTION_BITS)));
  const chroma = (factor: number) => table((code) => ((code - codes / 2) * 255 * factor) / chromaRange);
  const tables: Tables = {
    // The half makes the later shift round to nearest.
    luma: table((code) => ((code - lumaZero) * 255) / lumaRange + CLAMP_OFFSET + 0.5),
    redFromV: chroma(2 * (1 - kr)),
    greenFromU: chroma((-2 * kb * (1 - kb)) / kg),
    greenFromV: chroma((-2 * kr * (1 - kr)) / kg),
    blueFromU: chroma(2 * (1 - kb)),
  };
  knownTables.set(key, tables);
  return tables;
}
