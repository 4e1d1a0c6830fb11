import type { Readable, Writable } from 'node:stream';

/** The standard streams of a process. The terminal's own facts are missing where there is none. */
export interface Streams {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
}
