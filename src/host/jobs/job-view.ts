import { costOfJob, type Job } from './job.ts';

/** A job as clients see it: without the provider's address of the result. */
export interface JobView extends Omit<Job, 'result' | 'owner' | 'requestKey' | 'frames'> {
  /** Billed where known, else the estimate; 0 for what costs nothing. */
  readonly costUsd: number;
  /** How many EXR frames came with it. */
  readonly exrFrameCount: number;
}

export function viewOfJob(job: Job): JobView {
  const { result: _result, owner: _owner, requestKey: _requestKey, frames, ...rest } = job;
  return { ...rest, costUsd: costOfJob(job), exrFrameCount: frames?.length ?? 0 };
}
