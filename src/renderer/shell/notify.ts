import { toast } from 'sonner';
import type { Problem } from '../../engine/problem.ts';

interface Action {
  readonly label: string;
  onClick(): void;
}

const LONG_MS = 12_000;
/** Long enough to read both sentences; it waits while the pointer is on it. */
const PROBLEM_MS = 25_000;

/** A passing message that something went well. */
export function notifyDone(message: string, options: { description?: string; action?: Action } = {}): void {
  toast.success(message, options);
}

/** A passing message about something that merely is so. */
export function notifyNote(message: string, options: { description?: string; action?: Action } = {}): void {
  toast(message, { duration: LONG_MS, ...options });
}

/** Says what is under way until the function that it returns is called. */
export function notifyBusy(message: string): () => void {
  const id = toast.loading(message);
  return () => toast.dismiss(id);
}

/** What went wrong and the way out. */
export function notifyProblem(
  problem: Pick<Problem, 'message' | 'fix'>,
  options: { action?: Action; id?: string } = {},
): void {
  toast.error(problem.message, { description: problem.fix, duration: PROBLEM_MS, ...options });
}
