import type { Streams } from './streams.ts';
import { visibleText } from './visible-text.ts';

/** Live lines for steps under way. On a terminal they are redrawn in place, elsewhere each piece of news is a line. */
export interface ProgressLines {
  start(key: string, label: string): void;
  update(key: string, fraction: number | null, detail: string): void;
  finish(key: string, label: string, how: string): void;
  /** Removes what is still drawn. */
  clear(): void;
}

interface Active {
  readonly label: string;
  readonly startedMs: number;
  fraction: number | null;
  detail: string;
}

const BAR_WIDTH = 24;
/** Steps that end sooner are not worth a line. */
const NEWS_MS = 150;
const SILENT: ProgressLines = { start() {}, update() {}, finish() {}, clear() {} };

/** Progress on stderr: bars on a terminal, plain lines in a log, nothing when `isSilent`. */
export function createProgressLines(
  stream: Streams['stderr'],
  isSilent: boolean,
  nowMs: () => number = Date.now,
): ProgressLines {
  if (isSilent) return SILENT;
  const lines = stream.isTTY ? liveLines(stream, nowMs) : plainLines(stream, nowMs);
  return {
    ...lines,
    start: (key, label) => lines.start(key, visibleText(label)),
    update: (key, fraction, detail) => lines.update(key, fraction, visibleText(detail)),
    finish: (key, label, how) => lines.finish(key, visibleText(label), how),
  };
}

function liveLines(stream: Streams['stderr'], nowMs: () => number): ProgressLines {
  const active = new Map<string, Active>();
  let drawn = 0;
  const erase = () => {
    if (drawn > 0) stream.write(`\x1b[${drawn}A\x1b[J`);
    drawn = 0;
  };
  const draw = () => {
    erase();
    const width = Math.max(20, (stream.columns ?? 80) - 1);
    for (const step of active.values()) stream.write(`${barText(step, nowMs()).slice(0, width)}\n`);
    drawn = active.size;
  };
  return {
    start(key, label) {
      active.set(key, { label, startedMs: nowMs(), fraction: null, detail: '' });
      draw();
    },
    update(key, fraction, detail) {
      const step = active.get(key);
      if (!step) return;
      step.fraction = fraction ?? step.fraction;
      step.detail = detail || step.detail;
      draw();
    },
    finish(key, label, how) {
      const step = active.get(key);
      active.delete(key);
      erase();
      const line = finishText(label, how, step && nowMs() - step.startedMs);
      if (line !== null) stream.write(`${line}\n`);
      draw();
    },
    clear: erase,
  };
}

function plainLines(stream: Streams['stderr'], nowMs: () => number): ProgressLines {
  const active = new Map<string, Active>();
  return {
    start(key, label) {
      active.set(key, { label, startedMs: nowMs(), fraction: null, detail: '' });
    },
    update(key, _fraction, detail) {
      const step = active.get(key);
      if (!step || detail === '' || detail === step.detail) return;
      step.detail = detail;
      stream.write(`${step.label}: ${detail}\n`);
    },
    finish(key, label, how) {
      const step = active.get(key);
      active.delete(key);
      const line = finishText(label, how, step && nowMs() - step.startedMs);
      if (line !== null) stream.write(`${line}\n`);
    },
    clear() {},
  };
}

function barText({ label, startedMs, fraction, detail }: Active, nowMs: number): string {
  const filled = Math.round((fraction ?? 0) * BAR_WIDTH);
  const bar = fraction === null ? '·'.repeat(BAR_WIDTH) : '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
  const percent = fraction === null ? '     ' : `${Math.round(100 * fraction)} %`.padStart(5);
  return `${label.padEnd(20)} ${bar} ${percent} ${((nowMs - startedMs) / 1000).toFixed(0)} s ${detail}`;
}

/** How a step ended; null for one that was done at once, which is no news. */
function finishText(label: string, how: string, elapsedMs = 0): string | null {
  if (how === 'done' && elapsedMs < NEWS_MS) return null;
  const time = how === 'cached' ? '' : ` in ${(elapsedMs / 1000).toFixed(1)} s`;
  return `${label}: ${how}${time}`;
}
