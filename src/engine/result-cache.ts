import type { NodeType, PlainOutputs } from './define-node.ts';
import type { ResultStore } from './plan-options.ts';

interface Entry {
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly outputs: PlainOutputs;
  readonly next: Entry | undefined;
}

/** Most results kept in memory; they are small values that name assets, not the assets. */
const MAX_ENTRIES = 100_000;

/** Results of this session by key. The first lane finds, the others confirm. */
export class ResultCache implements ResultStore {
  #entries = new Map<number, Entry>();
  #size = 0;

  get(keys: Int32Array, at: number): PlainOutputs | undefined {
    let entry = this.#entries.get(keys[at]!);
    while (entry !== undefined) {
      if (entry.b === keys[at + 1] && entry.c === keys[at + 2] && entry.d === keys[at + 3])
        return entry.outputs;
      entry = entry.next;
    }
    return undefined;
  }

  set(keys: Int32Array, at: number, _type: NodeType, outputs: PlainOutputs): void {
    if (this.#size >= MAX_ENTRIES) this.clear();
    const next = this.#entries.get(keys[at]!);
    this.#entries.set(keys[at]!, { b: keys[at + 1]!, c: keys[at + 2]!, d: keys[at + 3]!, outputs, next });
    this.#size++;
  }

  clear(): void {
    this.#entries.clear();
    this.#size = 0;
  }
}
