import { PROVIDERS } from '../fal/provider.ts';
import type { Host } from '../host/host.ts';
import type { Parsed } from './arguments.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import type { Output } from './output.ts';

/** `blockout restore`: makes a damaged or lost ledger usable again, from its last backup and what can be read of it. */
export async function restoreCommand(host: Host, { values }: Parsed, output: Output): Promise<ExitStatus> {
  if (!host.store.readOnlyFor) {
    output.event({ event: 'whole' });
    output.line('the ledger is whole; nothing was changed');
    return EXIT.done;
  }
  const { jobCount, backup, keptAs } = await host.restoreLedger(values.empty === true);
  output.event({ event: 'restored', jobCount, backup, keptAs });
  const from = backup
    ? `${backup.jobCount} of the backup of ${new Date(backup.atMs).toLocaleString('en-GB')}, the others read from the old file`
    : 'read from the old file, since there is no whole backup';
  output.line(`restored ${jobCount} ${jobCount === 1 ? 'job' : 'jobs'}: ${from}`);
  if (keptAs !== null) output.line(`the old file is kept as ${keptAs}`);
  output.line(
    `What was sent last may be missing: look at ${PROVIDERS.fal.requestsPage} before you run something again that you have paid for.`,
  );
  return EXIT.done;
}
