import { createHost, type Host } from '../host/host.ts';
import { type CommandName, type Parsed, parseCommand, USAGE } from './arguments.ts';
import { checkCommand } from './check-command.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { exportCommand } from './export-command.ts';
import { importCommand } from './import-command.ts';
import { jobsCommand, resumeCommand } from './jobs-command.ts';
import { nodesCommand } from './nodes-command.ts';
import { createOutput, type Output } from './output.ts';
import { runCommand } from './run-command.ts';
import { serveCommand } from './serve-command.ts';
import { servedSimulator } from './served-simulator.ts';
import { simulatorCommand } from './simulator-command.ts';

type HostCommand = (host: Host, parsed: Parsed, output: Output, signal: AbortSignal) => Promise<ExitStatus>;

const HOST_COMMANDS: Readonly<Record<Exclude<CommandName, 'simulator'>, HostCommand>> = {
  run: runCommand,
  check: checkCommand,
  export: exportCommand,
  import: importCommand,
  nodes: nodesCommand,
  jobs: jobsCommand,
  resume: resumeCommand,
  serve: serveCommand,
};

/** Commands that look after jobs; the others leave open jobs to them. */
const TAKES_UP_JOBS: readonly CommandName[] = ['run', 'resume', 'serve'];

async function main(argv: readonly string[]): Promise<ExitStatus> {
  if (argv.length === 0 || ['help', '--help', '-h'].includes(argv[0]!)) {
    process.stdout.write(USAGE);
    return argv.length === 0 ? EXIT.invalid : EXIT.done;
  }
  const words = parseCommand(argv);
  if (!words.ok) {
    process.stderr.write(`error: ${words.message}\n\n${USAGE}`);
    return EXIT.invalid;
  }
  const { parsed } = words;
  const output = createOutput(parsed.values.json === true);
  const stop = new AbortController();
  const onSignal = () => {
    if (stop.signal.aborted) process.exit(EXIT.cancelled);
    output.note('stopping; press Ctrl+C again to leave at once (open jobs stay in the ledger)');
    stop.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  if (parsed.command === 'simulator') return simulatorCommand(parsed, output, stop.signal);
  const served = servedSimulator(process.env.BLOCKOUT_FAL_ORIGIN);
  if (!served.ok) {
    process.stderr.write(`error: ${served.message}\n`);
    return EXIT.invalid;
  }
  const takeUpJobs = TAKES_UP_JOBS.includes(parsed.command);
  const host = createHost({
    takeUpJobs,
    ...(served.transport && { falTransport: served.transport, oxenTransport: served.transport }),
  });
  try {
    return await HOST_COMMANDS[parsed.command](host, parsed, output, stop.signal);
  } finally {
    await host.close();
  }
}

process.exitCode = await main(process.argv.slice(2));
