import type { Problem } from '../engine/problem.ts';
import type { RunStatus } from '../engine/run-event.ts';

/** What the program tells the shell. */
export const EXIT = { done: 0, failed: 1, invalid: 2, overBudget: 3, cancelled: 4 } as const;
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

const isAboutMoney = ({ code }: Problem) => code === 'over-budget' || code === 'over-cap';

/** Status for a workflow that was refused before anything ran. */
export function statusOfRefusal(problems: readonly Problem[]): ExitStatus {
  const errors = problems.filter(({ severity }) => severity === 'error');
  return errors.length > 0 && errors.every(isAboutMoney) ? EXIT.overBudget : EXIT.invalid;
}

/** Status for a run that came to an end. */
export function statusOfRun(status: RunStatus, problems: readonly Problem[]): ExitStatus {
  switch (status) {
    case 'done':
      return EXIT.done;
    case 'cancelled':
      return EXIT.cancelled;
    case 'failed':
      return problems.length > 0 && problems.every(isAboutMoney) ? EXIT.overBudget : EXIT.failed;
  }
}
