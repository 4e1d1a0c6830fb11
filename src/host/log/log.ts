import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { Redactor } from '../settings/redact.ts';
import { openLogFile } from './log-file.ts';
import { detailOfError, type LogArea, type LogLevel, logLine } from './log-line.ts';

/** What the program did and what went wrong, for whoever has to find out why. Never throws, never holds a secret. */
export interface Log {
  /** Only where somebody asked to see everything. */
  debug(area: LogArea, text: string): void;
  info(area: LogArea, text: string): void;
  warning(area: LogArea, text: string, error?: unknown): void;
  error(area: LogArea, text: string, error?: unknown): void;
  /** An error after which the process may not live on: it is on the disk when this returns. */
  fatal(area: LogArea, text: string, error: unknown): void;
  /** The last lines, oldest first; those of earlier sessions and of other hosts on the home included. */
  tail(count: number): Promise<string[]>;
  /** Resolves when everything told so far is on the disk. */
  flush(): Promise<void>;
}

export interface LogOptions {
  readonly home: string;
  readonly clock: Clock;
  readonly redactor: Pick<Redactor, 'text'>;
  /** Hears every line, `debug` included, as it is written. */
  readonly onLine?: (line: string) => void;
}

export const LOG_LIMITS = { maxBytes: 1_000_000, keptCount: 3 };

/** The log of a home, `logs/blockout.log`: at most four files of a megabyte. */
export function openLog({ home, clock, redactor, onLine }: LogOptions): Log {
  const file = openLogFile(join(home, 'logs', 'blockout.log'), LOG_LIMITS);
  const lineOf = (level: LogLevel, area: LogArea, text: string, error: unknown) =>
    logLine(
      clock.now(),
      level,
      area,
      redactor.text(text),
      error === undefined ? null : redactor.text(detailOfError(error)),
    );
  const write = (level: LogLevel, area: LogArea, text: string, error?: unknown) => {
    const line = lineOf(level, area, text, error);
    onLine?.(line);
    file.append(line);
  };
  return {
    debug(area, text) {
      if (onLine) write('debug', area, text);
    },
    info: (area, text) => write('info', area, text),
    warning: (area, text, error) => write('warning', area, text, error),
    error: (area, text, error) => write('error', area, text, error),
    fatal(area, text, error) {
      const line = lineOf('error', area, text, error);
      onLine?.(line);
      file.appendNow(line);
    },
    tail: async (count) => {
      await file.flush();
      return file.tail(count);
    },
    flush: file.flush,
  };
}
