import { FilePathSource } from 'mediabunny';
import type { BytePatch } from './iso/short-colr.ts';

/**
 * Reads of the very same bytes in a row after which the parser is taken to stand still. In Matroska it looks for the
 * next element in the last eight bytes for ever when none comes.
 */
const MOST_EQUAL_READS = 10_000;

type Bytes = { bytes: Uint8Array; offset: number };
type Read = (from: number, to: number, ...rest: number[]) => Bytes | null | Promise<Bytes | null>;

/** A file to read a clip from, as if `patches` were in it. Throws out of a parser that has stopped getting on. */
export function steadySource(path: string, patches: BytePatch[]): FilePathSource {
  const source = new FilePathSource(path, { handleUnhandledError: () => {} });
  // Not in the library's types: the one call through which its parsers read, cached or not.
  const reader = source as unknown as { _read: Read };
  const read = reader._read.bind(source);
  let last = { from: -1, to: -1 };
  let equal = 0;
  reader._read = (from, to, ...rest) => {
    equal = from === last.from && to === last.to ? equal + 1 : 0;
    last = { from, to };
    if (equal > MOST_EQUAL_READS) throw new Error(`the parser stands still at byte ${from}`);
    const found = read(from, to, ...rest);
    return found instanceof Promise
      ? found.then((later) => patched(later, patches))
      : patched(found, patches);
  };
  return source;
}

function patched(found: Bytes | null, patches: BytePatch[]): Bytes | null {
  for (const { at, bytes } of found ? patches : []) {
    const place = at - found!.offset;
    if (place >= 0 && place + bytes.length <= found!.bytes.length) found!.bytes.set(bytes, place);
  }
  return found;
}
