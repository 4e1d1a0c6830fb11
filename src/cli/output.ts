import type { Readable, Writable } from 'node:stream';

/** The standard streams of a process. The terminal's own facts are missing where there is none. */
export interface Streams {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
}

/** Where a command writes: `line` for people, `event` for programs. Exactly one of the two reaches stdout. */
export interface Output {
  readonly isJson: boolean;
  readonly streams: Streams;
  /** A line of text on stdout; nothing with `--json`. */
  line(text: string): void;
  /** A line of text on stderr; nothing with `--json`. */
  note(text: string): void;
  /** One JSON object on a line of stdout; nothing without `--json`. */
  event(event: Readonly<Record<string, unknown>>): void;
  /** What was asked for, as it is, on stdout: for commands whose result is a text to be piped on. */
  text(text: string): void;
}

/**
 * Writes to streams that may be closed while the command runs, as by `| head`: what comes after is for nobody, and a job
 * that is paid for is looked after all the same.
 */
export function createOutput(streams: Streams, isJson: boolean): Output {
  const { stdout, stderr } = streams;
  for (const stream of [stdout, stderr]) stream.on('error', letGo);
  return {
    isJson,
    streams,
    line: (text) => {
      if (!isJson) stdout.write(`${text}\n`);
    },
    note: (text) => {
      if (!isJson) stderr.write(`${text}\n`);
    },
    event: (event) => {
      if (isJson) stdout.write(`${JSON.stringify(event)}\n`);
    },
    text: (text) => {
      stdout.write(text);
    },
  };
}

function letGo(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
}
