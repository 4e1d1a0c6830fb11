import type { Host } from '../host/host.ts';
import type { Parsed } from './arguments.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import type { Output } from './output.ts';
import { planFile } from './planned-workflow.ts';

/** `blockout check`: everything that is wrong with a workflow and what it would cost; nothing runs. */
export async function checkCommand(
  host: Host,
  parsed: Parsed,
  output: Output,
  signal: AbortSignal,
): Promise<ExitStatus> {
  const planned = await planFile(host, parsed, output, signal);
  if (!planned.ok) return planned.status;
  output.line('no errors');
  return EXIT.done;
}
