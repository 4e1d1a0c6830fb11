import type { RunEvent } from '../../engine/run-event.ts';
import type { CellRun } from './node-run.ts';

/** Lines of a cell's log that are worth keeping at hand. */
const LOG_TAIL = 6;

/** How a cell stands after an event of its run. News of work that is over already changes nothing. */
export function cellRunAfter(before: CellRun, event: RunEvent, atMs: number): CellRun {
  switch (event.kind) {
    case 'node-started':
      return { state: 'running', fraction: null, startedAtMs: atMs, log: [], what: 'running' };
    case 'node-progress': {
      if (before.state === 'done' || before.state === 'failed' || before.state === 'skipped') return before;
      const startedAtMs = startOf(before) ?? atMs;
      const log = withLine(logOf(before), event.log);
      if (event.state === 'queued')
        return { state: 'queued', position: event.queuePosition ?? null, log, startedAtMs };
      return { state: 'running', fraction: event.fraction, startedAtMs, log, what: event.state ?? 'running' };
    }
    case 'node-finished': {
      const startedAtMs = startOf(before);
      const timeMs = event.cached || startedAtMs === null ? null : atMs - startedAtMs;
      const costUsd = before.state === 'done' && event.cached ? before.costUsd : null;
      return { state: 'done', timeMs, costUsd, outputs: event.outputs, cached: event.cached };
    }
    case 'node-failed':
      return { state: 'failed', problem: event.problem };
    case 'node-skipped':
      return { state: 'skipped', because: event.because };
  }
}

function startOf(run: CellRun): number | null {
  return run.state === 'running' || run.state === 'queued' ? run.startedAtMs : null;
}

function logOf(run: CellRun): readonly string[] {
  return run.state === 'running' || run.state === 'queued' ? run.log : [];
}

function withLine(log: readonly string[], line: string | undefined): readonly string[] {
  if (line === undefined || log.at(-1) === line) return log;
  return [...log, line].slice(-LOG_TAIL);
}
