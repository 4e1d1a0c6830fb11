import type { Edit } from '../../engine/edits.ts';
import type { Spending } from '../../engine/plan.ts';
import type { Problem } from '../../engine/problem.ts';
import type { HostPlan } from './make-plan.ts';
import type { RunBook } from './run-book.ts';
import { type Ceiling, refuseAbove } from './run-ceiling.ts';
import type { RunService, RunSummary } from './run-service.ts';

/** What the start of a run changes for whoever pressed. */
export interface RunAnswer {
  readonly runId: string;
  /** Seeds that were settled. */
  readonly edits: readonly Edit[];
  /** Ids of the nodes that run. */
  readonly willRun: readonly string[];
}

export type Pressed =
  /** `status` is null where the run belongs to a host that has ended since; its jobs are taken up by themselves. */
  | { readonly kind: 'started'; readonly answer: RunAnswer; readonly status: RunSummary['status'] | null }
  | { readonly kind: 'not-runnable'; readonly problems: readonly Problem[] }
  /** It costs more than it was pressed for; nothing was started. */
  | { readonly kind: 'above'; readonly problem: Problem; readonly spending: Spending };

/** Where runs are ordered. */
export interface PressDesk {
  /**
   * Starts the run with this id, which was made when somebody pressed Run, for at most what was shown then. However often
   * it is asked, at once or after a restart of the host, one id is one run.
   */
  press(id: string, ceiling: Ceiling, plan: () => Promise<HostPlan>): Promise<Pressed>;
}

export function createPressDesk(
  runs: Pick<RunService, 'start' | 'get'>,
  book: RunBook<RunAnswer>,
): PressDesk {
  const underWay = new Map<string, Promise<Pressed>>();

  const started = (answer: RunAnswer): Pressed => ({
    kind: 'started',
    answer,
    status: runs.get(answer.runId)?.status ?? null,
  });

  async function start(id: string, ceiling: Ceiling, planNow: () => Promise<HostPlan>): Promise<Pressed> {
    const known = book.answerOf(id);
    if (known) return started(known);
    const plan = await planNow();
    const { isRunnable, problems, spending, edits } = plan;
    if (!isRunnable) return { kind: 'not-runnable', problems };
    const above = refuseAbove(spending, ceiling);
    if (above) return { kind: 'above', problem: { severity: 'error', code: 'over-cap', ...above }, spending };
    const { steps, needed } = plan.plan;
    const answer: RunAnswer = { runId: id, edits, willRun: needed.map((index) => steps[index]!.node.id) };
    if (!(await book.claim(id, answer))) return started(book.answerOf(id)!);
    runs.start(plan, { id, ceiling });
    return started(answer);
  }

  return {
    press(id, ceiling, plan) {
      const present = underWay.get(id);
      if (present) return present;
      const pressed = start(id, ceiling, plan).finally(() => underWay.delete(id));
      underWay.set(id, pressed);
      return pressed;
    },
  };
}
