/** What can happen to any call into another process, whatever the method. */
export type WorkerProblem = {
  code: 'timeout' | 'out-of-memory' | 'crashed' | 'cancelled';
  /** What happened and where. */
  message: string;
  /** The way out. */
  fix: string;
  /** Last output of the process, for the log. */
  detail?: string;
};

export type WorkerEnd =
  | { kind: 'timeout'; timeoutMs: number }
  | { kind: 'stalled'; stallMs: number }
  | { kind: 'not-started'; startMs: number }
  | { kind: 'out-of-memory'; memoryMb: number }
  | { kind: 'cancelled' }
  | { kind: 'disposed' }
  | { kind: 'threw'; error: string }
  | { kind: 'exited'; code: number | null; signal: string | null };

/** Words for a call that ended without an answer. `doing` reads like `reading "shot.mp4"`. */
export function describeWorkerEnd(end: WorkerEnd, doing: string, outputTail: string): WorkerProblem {
  const detail = outputTail.trim() ? { detail: outputTail.trim() } : {};
  switch (end.kind) {
    case 'timeout':
      return {
        code: 'timeout',
        message: `Stopped ${doing} after ${formatSeconds(end.timeoutMs)}, the longest it may take.`,
        fix: 'The file is damaged or very large: export it again, or use a shorter one.',
        ...detail,
      };
    case 'stalled':
      return {
        code: 'timeout',
        message: `Stopped ${doing}: nothing had moved on for ${formatSeconds(end.stallMs)}.`,
        fix: 'Try again; if it stops again, export the file anew.',
        ...detail,
      };
    case 'not-started':
      return {
        code: 'crashed',
        message: `Gave up ${doing}: the process for it had not started after ${formatSeconds(end.startMs)}.`,
        fix: 'Close other programs, then try again.',
        ...detail,
      };
    case 'out-of-memory':
      return {
        code: 'out-of-memory',
        message: `Stopped ${doing}: it needed more than ${end.memoryMb} MB of memory.`,
        fix: 'Try a file with a smaller picture size, or raise the memory limit.',
        ...detail,
      };
    case 'cancelled':
      return { code: 'cancelled', message: `Cancelled ${doing}.`, fix: 'Start it again when you want it.' };
    case 'disposed':
      return {
        code: 'cancelled',
        message: `Cancelled ${doing}: the program is closing.`,
        fix: 'Start it again after the next start.',
      };
    case 'threw':
      return { ...crashed(`An internal error happened while ${doing}.`), detail: end.error };
    case 'exited':
      if (/heap out of memory|Array buffer allocation failed/.test(outputTail)) {
        return {
          code: 'out-of-memory',
          message: `Stopped ${doing}: it ran out of memory.`,
          fix: 'Try a file with a smaller picture size.',
          ...detail,
        };
      }
      return {
        ...crashed(`The worker process ended (${end.signal ?? `code ${end.code}`}) while ${doing}.`),
        ...detail,
      };
  }
}

function crashed(message: string): WorkerProblem {
  return {
    code: 'crashed',
    message,
    fix: 'Try again; if it happens again with this file, export the file anew and report it.',
  };
}

function formatSeconds(timeMs: number): string {
  return `${Number((timeMs / 1000).toFixed(1))} s`;
}
