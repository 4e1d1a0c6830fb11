const BITS = 5;
const WIDTH = 1 << BITS;

/** A leaf holds items, a branch holds leaves or branches; the table knows how deep it is. */
type Part<T> = readonly (T | Part<T> | undefined)[];

/** Slots never move or get reused, so every version of a table can share one index that only grows. */
type SlotIndex = Map<string, number>;

/**
 * An immutable ordered collection keyed by id: a tree of 32-wide arrays. Changing one item copies the arrays on its
 * path, so an edit costs about the same at 1,000 and at 10,000 items, and versions share all else. An id keeps its
 * place for ever: removing an item and putting it back restores the order.
 */
export class Table<T extends { readonly id: string }> implements Iterable<T> {
  readonly size: number;
  readonly #root: Part<T>;
  /** Number of levels below the root. */
  readonly #depth: number;
  readonly #slots: SlotIndex;

  private constructor(root: Part<T>, depth: number, slots: SlotIndex, size: number) {
    this.#root = root;
    this.#depth = depth;
    this.#slots = slots;
    this.size = size;
  }

  /** A table of these items in this order. Throws when two have the same id. */
  static of<T extends { readonly id: string }>(items: Iterable<T> = []): Table<T> {
    const slots: SlotIndex = new Map();
    let parts: Part<T>[] = [];
    let leaf: T[] = [];
    for (const item of items) {
      const slot = slots.size;
      slots.set(item.id, slot);
      if (slots.size === slot) throw new Error(`duplicate id ${item.id}`);
      if (leaf.length === 0) parts.push(leaf);
      leaf.push(item);
      if (leaf.length === WIDTH) leaf = [];
    }
    let depth = 0;
    while (parts.length > 1) {
      const branches: Part<T>[] = [];
      for (let at = 0; at < parts.length; at += WIDTH) branches.push(parts.slice(at, at + WIDTH));
      parts = branches;
      depth++;
    }
    return new Table<T>(parts[0] ?? [], depth, slots, slots.size);
  }

  get(id: string): T | undefined {
    const slot = this.#slots.get(id);
    return slot === undefined ? undefined : this.#at(slot);
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  /** This table with the item added at the end, or in the place of the one with the same id. */
  set(item: T): Table<T> {
    let slot = this.#slots.get(item.id);
    if (slot === undefined) {
      slot = this.#slots.size;
      this.#slots.set(item.id, slot);
    }
    return this.#withSlot(slot, item, this.size + (this.#at(slot) === undefined ? 1 : 0));
  }

  /** This table without the item of this id. */
  delete(id: string): Table<T> {
    const slot = this.#slots.get(id);
    if (slot === undefined || this.#at(slot) === undefined) return this;
    return this.#withSlot(slot, undefined, this.size - 1);
  }

  *[Symbol.iterator](): Iterator<T> {
    yield* this.toArray();
  }

  /** Calls `visit` for each item in order. */
  forEach(visit: (item: T) => void): void {
    visitPart(this.#root, this.#depth, visit);
  }

  toArray(): T[] {
    const items: T[] = [];
    this.forEach((item) => {
      items.push(item);
    });
    return items;
  }

  /** Items of this table that are new or other than in `before`; parts that both share are skipped unseen. */
  changedSince(before: Table<T>): { readonly changed: T[]; readonly removed: T[] } {
    const changed: T[] = [];
    const removed: T[] = [];
    if (before.#slots === this.#slots && before.#depth === this.#depth) {
      compareParts(this.#root, before.#root, this.#depth, changed, removed);
      return { changed, removed };
    }
    for (const item of this) if (before.get(item.id) !== item) changed.push(item);
    for (const item of before) if (!this.has(item.id)) removed.push(item);
    return { changed, removed };
  }

  /** Whether this table has the same ids as another, in the same order. */
  hasIdsOf(other: Table<T>): boolean {
    if (this.size !== other.size) return false;
    if (this.#slots === other.#slots) return this.changedSince(other).removed.length === 0;
    const ids = other.toArray();
    return this.toArray().every(({ id }, place) => ids[place]!.id === id);
  }

  #at(slot: number): T | undefined {
    let part: Part<T> | undefined = this.#root;
    if (slot >> (BITS * (this.#depth + 1)) > 0) return undefined;
    for (let level = this.#depth; level > 0; level--) {
      part = part[(slot >> (BITS * level)) & (WIDTH - 1)] as Part<T> | undefined;
      if (part === undefined) return undefined;
    }
    return part[slot & (WIDTH - 1)] as T | undefined;
  }

  #withSlot(slot: number, item: T | undefined, size: number): Table<T> {
    let root = this.#root;
    let depth = this.#depth;
    while (slot >> (BITS * (depth + 1)) > 0) {
      root = [root];
      depth++;
    }
    return new Table(replaced(root, depth, slot, item), depth, this.#slots, size);
  }
}

/** A copy of a part with one slot changed; only the arrays on the way to it are new. */
function replaced<T>(part: Part<T>, level: number, slot: number, item: T | undefined): Part<T> {
  const place = (slot >> (BITS * level)) & (WIDTH - 1);
  const copy = part.slice();
  while (copy.length < place) copy.push(undefined);
  copy[place] = level === 0 ? item : replaced((part[place] ?? []) as Part<T>, level - 1, slot, item);
  return copy;
}

function visitPart<T>(part: Part<T>, level: number, visit: (item: T) => void): void {
  for (let place = 0; place < part.length; place++) {
    const inner = part[place];
    if (inner === undefined) continue;
    if (level === 0) visit(inner as T);
    else visitPart(inner as Part<T>, level - 1, visit);
  }
}

function compareParts<T>(now: Part<T>, then: Part<T>, level: number, changed: T[], removed: T[]): void {
  for (let place = 0; place < Math.max(now.length, then.length); place++) {
    const inner = now[place];
    const former = then[place];
    if (inner === former) continue;
    if (level > 0) {
      compareParts((inner ?? []) as Part<T>, (former ?? []) as Part<T>, level - 1, changed, removed);
    } else if (inner !== undefined) changed.push(inner as T);
    else removed.push(former as T);
  }
}
