import { type Money, moneyOf } from '../../fal/charge.ts';
import type { JobDesk } from './job-desk.ts';
import { type JobView, viewOfJob } from './job-view.ts';
import type { JobsOf, Ledger } from './ledger.ts';

/** The jobs of this home, as a person sees them. */
export interface JobBook {
  /** The newest first. */
  list(limit?: number): JobView[];
  /** The newest jobs, of one workflow or node if asked, and how many there are of these altogether. */
  page(limit: number, of?: JobsOf): { readonly jobs: JobView[]; readonly total: number };
  /** The jobs that a run sent, in order. */
  ofRun(runId: string): JobView[];
  get(id: string): JobView | undefined;
  /** Who pays what for the jobs that count on or after a time. */
  spending(sinceMs: number): Money;
  /**
   * Takes up one job, or all that are open or lost. Resolves with them once each has ended or is stuck again. `requestId`
   * is the request at the provider that a person knows to be the one lost job's.
   */
  resume(id?: string, requestId?: string): Promise<JobView[]>;
  /** Cancels a job; one that was running may still finish and be charged. */
  cancel(id: string): Promise<JobView | undefined>;
  /** Ends a job from which a person expects nothing more; the same may then be bought again. */
  close(id: string): Promise<JobView | undefined>;
}

/** Jobs that are listed where nobody asks for more. */
export const LIST_LIMIT = 500;

export function createJobBook(ledger: Ledger, desk: JobDesk): JobBook {
  return {
    list: (limit = LIST_LIMIT) => ledger.list(limit).map(viewOfJob),
    page: (limit, of) => ({ jobs: ledger.list(limit, of).map(viewOfJob), total: ledger.count(of) }),
    ofRun: (runId) => ledger.ofRun(runId).map(viewOfJob),
    get(id) {
      const job = ledger.get(id);
      return job && viewOfJob(job);
    },
    spending: (sinceMs) => moneyOf(ledger.since(sinceMs)),
    async resume(id, requestId) {
      const lost = ledger.list(LIST_LIMIT).filter(({ state }) => state === 'unknown');
      const ids = id === undefined ? [...ledger.open(), ...lost].map((job) => job.id) : [id];
      const resumed = await Promise.all(ids.map((each) => desk.resume(each, requestId)));
      return resumed.filter((job) => job !== undefined).map(viewOfJob);
    },
    async cancel(id) {
      const job = await desk.cancel(id);
      return job && viewOfJob(job);
    },
    async close(id) {
      const job = await desk.close(id);
      return job && viewOfJob(job);
    },
  };
}
