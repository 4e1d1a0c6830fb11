/** Reads a NAL unit bit by bit, without its emulation prevention bytes (ITU-T H.264, clauses 7.3.1 and 9.1). */
export class BitReader {
  readonly #bytes: number[] = [];
  #at = 0;

  /** Reads no more than the first `most` bytes, of which the header byte is the first. */
  constructor(unit: Uint8Array, most = 1024) {
    let zeros = 0;
    for (const byte of unit.subarray(0, most)) {
      if (zeros >= 2 && byte === 3) {
        zeros = 0;
        continue;
      }
      zeros = byte === 0 ? zeros + 1 : 0;
      this.#bytes.push(byte);
    }
  }

  /** An unsigned number of `count` bits. Throws `RangeError` behind the end. */
  bits(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++, this.#at++) {
      const byte = this.#bytes[this.#at >> 3];
      if (byte === undefined) throw new RangeError('The NAL unit is cut off.');
      value = value * 2 + ((byte >> (7 - (this.#at & 7))) & 1);
    }
    return value;
  }

  flag(): boolean {
    return this.bits(1) === 1;
  }

  /** An unsigned Exp-Golomb number. */
  ue(): number {
    let zeros = 0;
    while (this.bits(1) === 0) if (++zeros > 32) throw new RangeError('The NAL unit is damaged.');
    return 2 ** zeros - 1 + this.bits(zeros);
  }

  /** A signed Exp-Golomb number. */
  se(): number {
    const value = this.ue();
    return value % 2 === 1 ? (value + 1) / 2 : -value / 2;
  }
}
