import type { Problem } from '../engine/problem.ts';
import { chargeText } from '../fal/charge.ts';
import type { JobView } from '../host/jobs/job-view.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import type { Output } from './output.ts';

/** Tells what is wrong with a job that was named. */
export function refuseJob(output: Output, message: string): ExitStatus {
  output.note(`error: ${message}`);
  output.event({ event: 'refused', problems: [{ severity: 'error', code: 'provider', message }] });
  return EXIT.invalid;
}

/** A job for programs: its provider by its id alone. */
export const jobEvent = (job: JobView) => ({ ...job, provider: job.provider.id });

/** One job of the ledger. */
export function tellJob(job: JobView, output: Output): void {
  output.event({ event: 'job', ...jobEvent(job) });
  const { asked } = job;
  const size = asked ? `${asked.width}×${asked.height} ${asked.frameCount} f ${asked.fps} fps` : job.endpoint;
  const when = new Date(job.createdAtMs).toISOString().slice(0, 19).replace('T', ' ');
  output.line(
    `${job.id}  ${when}  ${job.state.padEnd(9)} ${job.provider.id}  ${job.workflowName}/${job.nodeId}  ${size}  seed ${job.seed ?? '–'}  ${chargeText(job)}${why(job.problem)}`,
  );
}

const why = (problem: Problem | null) => (problem ? `  ${problem.message} ${problem.fix}` : '');
