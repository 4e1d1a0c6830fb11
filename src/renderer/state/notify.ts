import type { toast } from 'sonner';
import type { Problem } from '../../engine/problem.ts';
import { MESSAGE_MS } from './message-times.ts';

interface Action {
  readonly label: string;
  onClick(): void;
}

/** What shows messages is loaded beside the first screen; those that come before it wait, in their order. */
const shown = Promise.withResolvers<typeof toast>();

/** Called by what shows messages, once it is on the screen. */
export const showMessagesWith = shown.resolve;

/** A passing message that something went well. */
export function notifyDone(message: string, options: { description?: string; action?: Action } = {}): void {
  void shown.promise.then((toast) => toast.success(message, { duration: MESSAGE_MS.done, ...options }));
}

/** A passing message about something that merely is so. */
export function notifyNote(message: string, options: { description?: string; action?: Action } = {}): void {
  void shown.promise.then((toast) => toast(message, { duration: MESSAGE_MS.note, ...options }));
}

/** Says what is under way until the function that it returns is called. */
export function notifyBusy(message: string): () => void {
  const id = shown.promise.then((toast) => toast.loading(message));
  return () => void shown.promise.then(async (toast) => toast.dismiss(await id));
}

/** What went wrong and the way out. */
export function notifyProblem(
  problem: Pick<Problem, 'message' | 'fix'>,
  options: { action?: Action; id?: string } = {},
): void {
  void shown.promise.then((toast) =>
    toast.error(problem.message, { description: problem.fix, duration: MESSAGE_MS.problem, ...options }),
  );
}
