import type { JobState } from '../../fal/job-state.ts';
import { formatUsd } from '../../fal/price.ts';
import { costOfJob, type Job } from '../jobs/job.ts';
import type { Log } from './log.ts';

/** Logs where jobs go and what stands in their way. Nothing of what was sent is told. */
export function createJobTeller(log: Log): (job: Job) => void {
  const told = new Map<string, { readonly state: JobState; readonly problem: string | null }>();
  return (job) => {
    const { id, state, provider, requestId } = job;
    const problem = job.problem && `${job.problem.message} ${job.problem.fix}`;
    const before = told.get(id);
    if (before?.state === state && before.problem === problem) return;
    if (job.finishedAtMs === null) told.set(id, { state, problem });
    else told.delete(id);
    const cost = formatUsd(costOfJob(job), job.charge === 'open' ? 'before' : 'after');
    const text = `Job ${id} is ${state} at ${provider.id} (request ${requestId ?? 'none yet'}, ${cost})`;
    if (problem === null) log.info('job', text);
    else log.warning('job', `${text}: ${problem}`);
  };
}
