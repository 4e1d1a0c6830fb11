import type { Declaration, HostWorkplace } from './command.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { refuseJob, tellJob } from './job-lines.ts';
import { withCommonWords } from './options.ts';

/** `blockout resume`: takes up open or lost jobs again and fetches their takes. */
export const resumeCommand: Declaration = (program, work) =>
  withCommonWords(program.command('resume'))
    .description('takes up open jobs again and fetches their takes')
    .argument('[ID]', 'one job alone')
    .option('--request <REQUEST>', 'the provider’s id of this job, where it was lost on the way')
    .action((id, words) =>
      work.withHost(words, (place) => resume(id, words.request, place), { takeUpJobs: true }),
    );

async function resume(
  id: string | undefined,
  request: string | undefined,
  { host, output }: HostWorkplace,
): Promise<ExitStatus> {
  if (id !== undefined && !host.jobs.get(id))
    return refuseJob(output, `there is no job “${id}”. “blockout jobs” lists them.`);
  if (request !== undefined && id === undefined)
    return refuseJob(output, '--request says which request a lost job is: give the id of the job, too.');
  const jobs = await host.jobs.resume(id, request);
  if (jobs.length === 0) output.line('no open jobs');
  for (const job of jobs) tellJob(job, output);
  return jobs.every((job) => job.state === 'done') ? EXIT.done : EXIT.failed;
}
