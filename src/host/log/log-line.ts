export type LogLevel = 'debug' | 'info' | 'warning' | 'error';

/** Parts of the program that tell what they do. */
export type LogArea =
  | 'host'
  | 'run'
  | 'job'
  | 'media'
  | 'api'
  | 'storage'
  | 'provider'
  | 'editor'
  | 'uncaught';

/** Longest line: a stack trace and the output of a process that died fit. */
const MAX_CHARS = 8_000;

/**
 * One line of the log: UTC time, level, part, process, then what happened. Line ends and control characters are written
 * out, so that text from elsewhere can neither forge a line nor command a terminal.
 */
export function logLine(
  atMs: number,
  level: LogLevel,
  area: LogArea,
  text: string,
  detail: string | null,
): string {
  const head = `${new Date(atMs).toISOString()} ${level.padEnd(7)} ${area.padEnd(8)} [${process.pid}]`;
  const body = detail === null ? text : `${text} — ${detail}`;
  const whole = body.length > MAX_CHARS ? `${body.slice(0, MAX_CHARS)}…` : body;
  return `${head} ${visible(whole)}`;
}

/** A thrown value with its stack, for the log. */
export function detailOfError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : ` · cause: ${detailOfError(error.cause)}`;
  return `${error.stack ?? `${error.name}: ${error.message}`}${cause}`;
}

function visible(text: string): string {
  let shown = '';
  for (const sign of text) {
    const code = sign.codePointAt(0)!;
    const isControl = code < 32 || (code >= 127 && code < 160) || code === 0x2028 || code === 0x2029;
    shown += code === 10 ? ' ⏎ ' : isControl ? `\\x${code.toString(16).padStart(2, '0')}` : sign;
  }
  return shown.replaceAll(/ ⏎ +/g, ' ⏎ ');
}
