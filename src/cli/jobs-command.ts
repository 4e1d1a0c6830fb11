import { LIST_LIMIT } from '../host/jobs/job-book.ts';
import { BadWord } from './bad-word.ts';
import type { Declaration, HostWorkplace } from './command.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { refuseJob, tellJob } from './job-lines.ts';
import { withCommonWords } from './options.ts';

/** `blockout jobs`: the ledger, newest first; with `--close` the end of one job. */
export const jobsCommand: Declaration = (program, work) =>
  withCommonWords(program.command('jobs'))
    .description('the ledger: paid and simulated jobs, the newest first')
    .option('--limit <N>', 'how many of them', limitOf, LIST_LIMIT)
    .option('--close <ID>', 'end a job from which nothing more is expected')
    .action((words) =>
      work.withHost(words, async (place) =>
        words.close === undefined ? listJobs(words.limit, place) : closeJob(words.close, place),
      ),
    );

function limitOf(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1)
    throw new BadWord(`--limit ${text}: give a whole number from 1.`);
  return limit;
}

function listJobs(limit: number, { host, output }: HostWorkplace): ExitStatus {
  const { jobs, total } = host.jobs.page(limit);
  if (total === 0) output.line('no jobs yet');
  for (const job of jobs) tellJob(job, output);
  if (jobs.length < total) {
    output.event({ event: 'more-jobs', shown: jobs.length, total });
    output.line(`the newest ${jobs.length} of ${total} jobs; --limit ${total} shows all of them`);
  }
  return EXIT.done;
}

async function closeJob(id: string, { host, output }: HostWorkplace): Promise<ExitStatus> {
  const before = host.jobs.get(id);
  if (!before) return refuseJob(output, `there is no job “${id}”. “blockout jobs” lists them.`);
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
