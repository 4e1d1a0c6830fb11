import type { WorkerProblem } from '../media/worker-problem.ts';
import { createWorkerProcess, type WorkerProcess } from '../media/worker-process.ts';
import type { RenderMethods } from './render-worker.ts';

/** Longest a single render may take: a refined 121-frame clip on a slow, busy core. */
const TIMEOUT_MS = 20 * 60_000;
const MEMORY_MB = 3_000;

export type RenderProcess = WorkerProcess<RenderMethods>;
/** What can go wrong in the child: its input, or the process itself. */
export type RenderProblem = { readonly code: 'unreadable'; readonly message: string } | WorkerProblem;

/** The child process that decodes, grades and encodes; started on first use. */
export function createRenderProcess(): RenderProcess {
  const entryUrl = new URL('./render-worker.ts', import.meta.url);
  return createWorkerProcess<RenderMethods>(entryUrl, { timeoutMs: TIMEOUT_MS, memoryMb: MEMORY_MB });
}
