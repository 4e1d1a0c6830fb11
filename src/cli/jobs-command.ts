import type { Problem } from '../engine/problem.ts';
import { chargeText } from '../fal/charge.ts';
import type { Host } from '../host/host.ts';
import { LIST_LIMIT } from '../host/jobs/job-book.ts';
import type { JobView } from '../host/jobs/job-view.ts';
import type { Parsed } from './arguments.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import type { Output } from './output.ts';

/** `blockout jobs`: the ledger, newest first; with `--close` the end of one job. */
export async function jobsCommand(host: Host, { values }: Parsed, output: Output): Promise<ExitStatus> {
  if (typeof values.close === 'string') return closeJob(host, values.close, output);
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

async function closeJob(host: Host, id: string, output: Output): Promise<ExitStatus> {
  const before = host.jobs.get(id);
  if (!before) return refuse(output, `there is no job “${id}”. “blockout jobs” lists them.`);
  const job = (await host.jobs.close(id))!;
  tellJob(job, output);
  if (job.state === 'closed' || job.state === 'cancelled') return EXIT.done;
  output.note(
    job.finishedAtMs === null
      ? 'error: it is about to be sent by a Blockout that is running: cancel it there, or try again in a minute.'
      : `error: it has ended already (${job.state}), so that there is nothing to close.`,
  );
  return EXIT.failed;
}

/** `blockout resume`: takes up open or lost jobs again and fetches their takes. */
export async function resumeCommand(host: Host, parsed: Parsed, output: Output): Promise<ExitStatus> {
  const id = parsed.words[0];
  const { request } = parsed.values;
  if (id !== undefined && !host.jobs.get(id))
    return refuse(output, `there is no job “${id}”. “blockout jobs” lists them.`);
  if (request !== undefined && id === undefined)
    return refuse(output, '--request says which request a lost job is: give the id of the job, too.');
  const jobs = await host.jobs.resume(id, request as string | undefined);
  if (jobs.length === 0) output.line('no open jobs');
  for (const job of jobs) tellJob(job, output);
  return jobs.every((job) => job.state === 'done') ? EXIT.done : EXIT.failed;
}

function refuse(output: Output, message: string): ExitStatus {
  output.note(`error: ${message}`);
  output.event({ event: 'refused', problems: [{ severity: 'error', code: 'provider', message }] });
  return EXIT.invalid;
}

function tellJob(job: JobView, output: Output): void {
  output.event({ event: 'job', ...job });
  const { asked } = job;
  const size = asked ? `${asked.width}×${asked.height} ${asked.frameCount} f ${asked.fps} fps` : job.endpoint;
  const when = new Date(job.createdAtMs).toISOString().slice(0, 19).replace('T', ' ');
  output.line(
    `${job.id}  ${when}  ${job.state.padEnd(9)} ${job.provider}  ${job.workflowName}/${job.nodeId}  ${size}  seed ${job.seed ?? '–'}  ${chargeText(job)}${why(job.problem)}`,
  );
}

const why = (problem: Problem | null) => (problem ? `  ${problem.message} ${problem.fix}` : '');
