import { toast } from 'sonner';
import type { Problem } from '../../engine/problem.ts';
import { MESSAGE_MS } from './message-times.ts';

interface Action {
  readonly label: string;
  onClick(): void;
}

/** A passing message that something went well. */
export function notifyDone(message: string, options: { description?: string; action?: Action } = {}): void {
  toast.success(message, { duration: MESSAGE_MS.done, ...options });
}

/** A passing message about something that merely is so. */
export function notifyNote(message: string, options: { description?: string; action?: Action } = {}): void {
  toast(message, { duration: MESSAGE_MS.note, ...options });
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
  toast.error(problem.message, { description: problem.fix, duration: MESSAGE_MS.problem, ...options });
}
