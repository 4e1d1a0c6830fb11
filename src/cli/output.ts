/** Where a command writes: `line` for people, `event` for programs. Exactly one of the two reaches stdout. */
export interface Output {
  readonly isJson: boolean;
  /** A line of text on stdout; nothing with `--json`. */
  line(text: string): void;
  /** A line of text on stderr; nothing with `--json`. */
  note(text: string): void;
  /** One JSON object on a line of stdout; nothing without `--json`. */
  event(event: Readonly<Record<string, unknown>>): void;
}

/** Writes to the process's own streams. */
export function createOutput(isJson: boolean): Output {
  return {
    isJson,
    line: (text) => {
      if (!isJson) process.stdout.write(`${text}\n`);
    },
    note: (text) => {
      if (!isJson) process.stderr.write(`${text}\n`);
    },
    event: (event) => {
      if (isJson) process.stdout.write(`${JSON.stringify(event)}\n`);
    },
  };
}
