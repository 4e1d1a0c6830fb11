import { requestsPages } from '../host/providers/requests-pages.ts';
import type { Declaration, HostWorkplace } from './command.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { withCommonWords } from './options.ts';

/** `blockout restore`: makes a damaged or lost ledger usable again, from its last backup and what can be read of it. */
export const restoreCommand: Declaration = (program, work) =>
  withCommonWords(program.command('restore'))
    .description('makes a damaged ledger usable again, from its last backup')
    .option('--empty', 'begin a new, empty ledger where nothing else is left')
    .action((words) => work.withHost(words, (place) => restore(words.empty === true, place)));

async function restore(mayBeEmpty: boolean, { host, output }: HostWorkplace): Promise<ExitStatus> {
  if (!host.store.readOnlyFor) {
    output.event({ event: 'whole' });
    output.line('the ledger is whole; nothing was changed');
    return EXIT.done;
  }
  const { jobCount, backup, keptAs } = await host.restoreLedger(mayBeEmpty);
  output.event({ event: 'restored', jobCount, backup, keptAs });
  const from = backup
    ? `${backup.jobCount} of the backup of ${new Date(backup.atMs).toLocaleString('en-GB')}, the others read from the old file`
    : 'read from the old file, since there is no whole backup';
  output.line(`restored ${jobCount} ${jobCount === 1 ? 'job' : 'jobs'}: ${from}`);
  if (keptAs !== null) output.line(`the old file is kept as ${keptAs}`);
  output.line(
    `What was sent last may be missing: look at ${requestsPages(host.providers)} before you run something again that you have paid for.`,
  );
  return EXIT.done;
}
