import { KeyHasher } from './key.ts';

/** Grows as cells are planned, since the number of cells is only known node by node. */
export class KeyWriter {
  readonly hasher = new KeyHasher();
  keys: Int32Array;

  constructor(cellCount: number) {
    this.keys = new Int32Array(4 * Math.max(1, cellCount));
  }

  reserve(cellCount: number): void {
    if (this.keys.length >= 4 * cellCount) return;
    const larger = new Int32Array(Math.max(4 * cellCount, 2 * this.keys.length));
    larger.set(this.keys);
    this.keys = larger;
  }

  /** A writer that starts from the keys of an earlier plan. */
  static copyOf(keys: Int32Array): KeyWriter {
    const writer = new KeyWriter(0);
    writer.keys = keys.slice();
    return writer;
  }
}
