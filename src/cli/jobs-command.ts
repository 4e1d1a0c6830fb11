import type { Problem } from '../engine/problem.ts';
import { formatUsd } from '../fal/price.ts';
import { isSimulated } from '../fal/provider.ts';
import type { Host } from '../host/host.ts';
import { LIST_LIMIT } from '../host/jobs/job-book.ts';
import type { JobView } from '../host/jobs/job-view.ts';
import type { Parsed } from './arguments.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import type { Output } from './output.ts';

/** `blockout jobs`: the ledger, newest first. */
export async function jobsCommand(host: Host, { values }: Parsed, output: Output): Promise<ExitStatus> {
  const limit = values.limit === undefined ? LIST_LIMIT : Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1) {
    output.note(`error: --limit ${values.limit}: give a whole number from 1.`);
    return EXIT.invalid;
  }
  const { jobs, total } = host.jobs.page(limit);
  if (total === 0) output.line('no jobs yet');
  for (const job of jobs) tellJob(job, output);
  if (jobs.length < total) {
    output.event({ event: 'more-jobs', shown: jobs.length, total });
    output.line(`the newest ${jobs.length} of ${total} jobs; --limit ${total} shows all of them`);
  }
  return EXIT.done;
}

/** `blockout resume`: takes up open or lost jobs again and fetches their takes. */
export async function resumeCommand(host: Host, parsed: Parsed, output: Output): Promise<ExitStatus> {
  const id = parsed.words[0];
  if (id !== undefined && !host.jobs.get(id)) {
    output.note(`error: there is no job “${id}”. “blockout jobs” lists them.`);
    output.event({
      event: 'refused',
      problems: [{ severity: 'error', code: 'provider', message: `no job ${id}` }],
    });
    return EXIT.invalid;
  }
  const jobs = await host.jobs.resume(id);
  if (jobs.length === 0) output.line('no open jobs');
  for (const job of jobs) tellJob(job, output);
  return jobs.every((job) => job.state === 'done') ? EXIT.done : EXIT.failed;
}

function tellJob(job: JobView, output: Output): void {
  output.event({ event: 'job', ...job });
  const { asked } = job;
  const size = asked ? `${asked.width}×${asked.height} ${asked.frameCount} f ${asked.fps} fps` : job.endpoint;
  const when = new Date(job.createdAtMs).toISOString().slice(0, 19).replace('T', ' ');
  const cost =
    job.billedUsd === null && !isSimulated(job.provider)
      ? formatUsd(job.costUsd, 'before')
      : formatUsd(job.costUsd, 'after');
  output.line(
    `${job.id}  ${when}  ${job.state.padEnd(9)} ${job.provider}  ${job.workflowName}/${job.nodeId}  ${size}  seed ${job.seed ?? '–'}  ${cost}${why(job.problem)}`,
  );
}

const why = (problem: Problem | null) => (problem ? `  ${problem.message} ${problem.fix}` : '');
