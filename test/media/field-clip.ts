import type { CodedPicture } from './coded-clip.ts';

/** Luma of the two fields of a frame, 64 pixels wide and 32 lines high; chroma is neutral. */
export type FieldPair = {
  upper: (x: number, line: number) => number;
  lower: (x: number, line: number) => number;
};

export const FIELD_WIDTH = 64;
export const FIELD_LINES = 32;
const MACROBLOCK = 16;
/** Frames from one that needs no other to the next. */
const FRAMES_APART = 4;
const START_CODE = Buffer.from([0, 0, 0, 1]);

/** Writes bits, with the numbers and the emulation prevention of H.264. */
class BitWriter {
  readonly #bits: number[] = [];

  u(count: number, value: number): this {
    for (let bit = count - 1; bit >= 0; bit--) this.#bits.push((value >> bit) & 1);
    return this;
  }

  ue(...values: number[]): this {
    for (const value of values) {
      const length = 32 - Math.clz32(value + 1);
      this.u(length - 1, 0).u(length, value + 1);
    }
    return this;
  }

  align(): this {
    while (this.#bits.length % 8 !== 0) this.#bits.push(0);
    return this;
  }

  /** A NAL unit behind its start code, with the stop bit. */
  unit(header: number): Buffer {
    this.u(1, 1).align();
    const bytes = [header];
    let zeros = 0;
    for (let at = 0; at < this.#bits.length; at += 8) {
      const byte = this.#bits.slice(at, at + 8).reduce((value, bit) => value * 2 + bit, 0);
      if (zeros >= 2 && byte <= 3) bytes.push(3);
      zeros = byte === 0 ? (zeros >= 2 && byte <= 3 ? 1 : zeros + 1) : 0;
      bytes.push(byte);
    }
    return Buffer.concat([START_CODE, Buffer.from(bytes)]);
  }
}

/**
 * H.264 coded as fields, which no encoder at hand makes: every macroblock holds its samples as they are (I_PCM), so a
 * decoder gives exactly these lines. Packets hold a field each, or a frame of two.
 */
export function codeFields(frames: FieldPair[], isPacketAFrame: boolean): CodedPicture[] {
  // Main profile, level 3; frame numbers of four bits; order by frame number; 4 macroblocks by 2 map units; fields.
  const sequence = new BitWriter()
    .u(24, 0x4d001e)
    .ue(0, 0, 2, 1)
    .u(1, 0)
    .ue(3, 1)
    .u(4, 0b0010)
    .u(1, 0)
    .unit(0x67);
  const picture = new BitWriter().ue(0, 0).u(2, 0).ue(0, 0, 0).u(3, 0).ue(0, 0, 0).u(3, 0b100).unit(0x68);
  return frames.flatMap((frame, number) => {
    const isKey = number % FRAMES_APART === 0;
    const upper = codeField(frame.upper, number, false);
    const first = isKey ? Buffer.concat([sequence, picture, upper]) : upper;
    const second = codeField(frame.lower, number, true);
    if (isPacketAFrame) return [{ data: Buffer.concat([first, second]), number, isKey }];
    return [
      { data: first, number, isKey },
      { data: second, number: number + 0.5, isKey: false },
    ];
  });
}

function codeField(luma: FieldPair['upper'], number: number, isLower: boolean): Buffer {
  const isRefresh = number % FRAMES_APART === 0 && !isLower;
  const bits = new BitWriter()
    .ue(0, 7, 0)
    .u(4, number % FRAMES_APART)
    .u(2, isLower ? 0b11 : 0b10);
  if (isRefresh) bits.ue((number / FRAMES_APART) % 2).u(2, 0);
  else bits.u(1, 0);
  bits.ue(0, 1);
  for (let top = 0; top < FIELD_LINES; top += MACROBLOCK) {
    for (let left = 0; left < FIELD_WIDTH; left += MACROBLOCK) {
      bits.ue(25).align();
      for (let y = 0; y < MACROBLOCK; y++) {
        for (let x = 0; x < MACROBLOCK; x++) bits.u(8, luma(left + x, top + y));
      }
      for (let chroma = 0; chroma < (MACROBLOCK * MACROBLOCK) / 2; chroma++) bits.u(8, 128);
    }
  }
  return bits.unit(isRefresh ? 0x65 : 0x61);
}
