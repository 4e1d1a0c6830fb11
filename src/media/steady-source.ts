import { FilePathSource } from 'mediabunny';

/**
 * Reads of the very same bytes in a row after which the parser is taken to stand still. In Matroska it looks for the
 * next element in the last eight bytes for ever when none comes.
 */
const MOST_EQUAL_READS = 10_000;

type Read = (from: number, to: number, ...rest: number[]) => unknown;

/** A file to read a clip from. Throws out of a parser that has stopped getting on. */
export function steadySource(path: string): FilePathSource {
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
    return read(from, to, ...rest);
  };
  return source;
}
