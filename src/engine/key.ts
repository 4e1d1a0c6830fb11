/**
 * Keys name results: equal keys mean equal work. Four 32-bit lanes, each an FNV-1a walk with its own odd multiplier,
 * stirred together at the end. 128 bits make an accidental collision out of reach; the hash is not meant to withstand
 * somebody who builds one.
 */
export class KeyHasher {
  a = 0;
  b = 0;
  c = 0;
  d = 0;

  start(): void {
    this.a = 0x811c9dc5 | 0;
    this.b = 0x9e3779b9 | 0;
    this.c = 0x85ebca6b | 0;
    this.d = 0xc2b2ae35 | 0;
  }

  word(word: number): void {
    this.a = Math.imul(this.a ^ word, 0x01000193);
    this.b = Math.imul(this.b ^ word, 0x85ebca77) + 0x27d4eb2f;
    this.c = Math.imul(this.c ^ (word + (this.a >>> 15)), 0xc2b2ae3d);
    this.d = Math.imul(this.d ^ (word + (this.b >>> 13)), 0x27d4eb2d);
  }

  text(text: string): void {
    this.word(text.length);
    for (let at = 0; at < text.length; at++) this.word(text.charCodeAt(at));
  }

  /** Hashes plain JSON data; the order of an object's fields does not matter. */
  data(value: unknown): void {
    switch (typeof value) {
      case 'string':
        this.word(1);
        this.text(value);
        return;
      case 'number':
        if (Number.isInteger(value) && Math.abs(value) < 0x40000000) {
          this.word(2);
          this.word(value);
        } else {
          this.word(3);
          this.text(String(value));
        }
        return;
      case 'boolean':
        this.word(value ? 4 : 5);
        return;
      case 'object':
        if (value === null) this.word(6);
        else if (Array.isArray(value)) this.list(value);
        else this.fields(value as Record<string, unknown>);
        return;
      default:
        this.word(7);
    }
  }

  private list(list: readonly unknown[]): void {
    this.word(8);
    this.word(list.length);
    for (const item of list) this.data(item);
  }

  private fields(fields: Record<string, unknown>): void {
    this.word(9);
    for (const name of Object.keys(fields).sort()) {
      if (fields[name] === undefined) continue;
      this.text(name);
      this.data(fields[name]);
    }
  }

  /** Stirs the lanes so that every input bit reaches all of them, and writes them to `keys[at…at+3]`. */
  finish(keys: Int32Array, at: number): void {
    let a = this.a ^ this.d;
    let b = this.b ^ a;
    let c = this.c ^ b;
    let d = this.d ^ c;
    a = Math.imul(a ^ (a >>> 16), 0x85ebca6b);
    b = Math.imul(b ^ (b >>> 13), 0xc2b2ae35) ^ a;
    c = Math.imul(c ^ (c >>> 15), 0x27d4eb2d) ^ b;
    d = Math.imul(d ^ (d >>> 14), 0x9e3779b1) ^ c;
    keys[at] = a ^ (d >>> 11);
    keys[at + 1] = b ^ (a >>> 7);
    keys[at + 2] = c;
    keys[at + 3] = d;
  }
}

/** A key as 32 hex digits, for disks and file names. */
export function keyText(keys: Int32Array, at: number): string {
  let text = '';
  for (let lane = 0; lane < 4; lane++) text += (keys[at + lane]! >>> 0).toString(16).padStart(8, '0');
  return text;
}
