import { askYes } from './ask-yes.ts';
import type { Streams } from './streams.ts';
import { visibleBlock, visibleLines, visibleText } from './visible-text.ts';

/**
 * Where a command writes, and the only way to the terminal beside the progress lines: names and texts come from
 * anywhere, and what a terminal would obey in them is shown. `line` is for people, `event` for programs; exactly one of
 * the two reaches stdout.
 */
export interface Output {
  readonly isJson: boolean;
  readonly streams: Streams;
  /** A line of text on stdout; nothing with `--json`. */
  line(text: string): void;
  /** A line of text on stderr; nothing with `--json`. */
  note(text: string): void;
  /** One JSON object on a line of stdout; nothing without `--json`. */
  event(event: Readonly<Record<string, unknown>>): void;
  /** What was asked for on stdout: as it is where it is piped on, and visible on a terminal. */
  text(text: string): void;
  /** Asks for a yes; null where nobody sits at a terminal, and always with `--json`. */
  ask(question: string): Promise<boolean | null>;
}

/**
 * Writes to streams that may be closed while the command runs, as by `| head`: what comes after is for nobody, and a job
 * that is paid for is looked after all the same.
 */
export function createOutput(streams: Streams, isJson: boolean): Output {
  const { stdin, stdout, stderr } = streams;
  for (const stream of [stdout, stderr]) stream.on('error', letGo);
  return {
    isJson,
    streams,
    line(text) {
      if (!isJson) stdout.write(`${visibleLines(text)}\n`);
    },
    note(text) {
      if (!isJson) stderr.write(`${visibleLines(text)}\n`);
    },
    event(event) {
      if (isJson) stdout.write(`${visibleText(JSON.stringify(event))}\n`);
    },
    text(text) {
      stdout.write(stdout.isTTY ? visibleBlock(text) : text);
    },
    ask: async (question) => (stdin.isTTY && !isJson ? askYes(visibleLines(question), streams) : null),
  };
}

function letGo(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
}
