import { describeProblem, type Problem } from '../engine/problem.ts';
import { createHost } from '../host/create-host.ts';
import type { Host } from '../host/host.ts';
import type { HostOptions } from '../host/host-options.ts';
import { problemOfError } from '../host/problem-of-error.ts';
import { type CommandName, type Parsed, parseCommand, USAGE } from './arguments.ts';
import { checkCommand } from './check-command.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { exportCommand } from './export-command.ts';
import { importCommand } from './import-command.ts';
import { jobsCommand, resumeCommand } from './jobs-command.ts';
import { nodesCommand } from './nodes-command.ts';
import { createOutput, type Output } from './output.ts';
import { restoreCommand } from './restore-command.ts';
import { runCommand } from './run-command.ts';
import { serveCommand } from './serve-command.ts';
import { servedSimulator } from './served-simulator.ts';
import { simulatorCommand } from './simulator-command.ts';
import type { Streams } from './streams.ts';

type HostCommand = (host: Host, parsed: Parsed, output: Output, signal: AbortSignal) => Promise<ExitStatus>;

const HOST_COMMANDS: Readonly<Record<Exclude<CommandName, 'simulator'>, HostCommand>> = {
  run: runCommand,
  check: checkCommand,
  export: exportCommand,
  import: importCommand,
  nodes: nodesCommand,
  jobs: jobsCommand,
  resume: resumeCommand,
  restore: restoreCommand,
  serve: serveCommand,
};

/** Commands that look after jobs; the others leave open jobs to them. */
const TAKES_UP_JOBS: readonly CommandName[] = ['run', 'resume', 'serve'];

/** What a command line takes from the process it runs in. */
export interface CommandLine extends Streams {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborts when the user wants it to stop. */
  readonly signal: AbortSignal;
  /** What the host of the command is set up with beside its environment. */
  readonly hostOptions?: HostOptions;
}

/** Runs one command to its end; `argv` are the words after the program's name. Paths start at the working folder. */
export async function runCli(argv: readonly string[], commandLine: CommandLine): Promise<ExitStatus> {
  const { env, signal } = commandLine;
  const plain = createOutput(commandLine, false);
  if (argv.length === 0 || ['help', '--help', '-h'].includes(argv[0]!)) {
    plain.text(USAGE);
    return argv.length === 0 ? EXIT.invalid : EXIT.done;
  }
  const words = parseCommand(argv);
  if (!words.ok) {
    plain.note(`error: ${words.message}`);
    for (const line of ['', ...USAGE.trimEnd().split('\n')]) plain.note(line);
    return EXIT.invalid;
  }
  const { parsed } = words;
  const output = createOutput(commandLine, parsed.values.json === true);
  const tellStop = () =>
    output.note('stopping; press Ctrl+C again to leave at once (open jobs stay in the ledger)');
  signal.addEventListener('abort', tellStop, { once: true });
  if (parsed.command === 'simulator') return simulatorCommand(parsed, output, env, signal);
  const served = servedSimulator(env.BLOCKOUT_FAL_ORIGIN);
  if (!served.ok) {
    plain.note(`error: ${served.message}`);
    return EXIT.invalid;
  }
  const { host, problem } = openHost({
    env,
    takeUpJobs: TAKES_UP_JOBS.includes(parsed.command),
    ...(parsed.values.verbose === true && { onLogLine: plain.note }),
    ...commandLine.hostOptions,
    ...(served.transport && { falTransport: served.transport, oxenTransport: served.transport }),
  });
  if (problem) return tellRefusal(problem, output);
  const { readOnlyFor } = host.store;
  if (readOnlyFor) output.note(`warning: ${readOnlyFor.message} ${readOnlyFor.fix}`);
  try {
    return await HOST_COMMANDS[parsed.command](host, parsed, output, signal);
  } catch (error) {
    host.log.error('host', `“blockout ${parsed.command}” broke off`, error);
    return tellRefusal(problemOfError(error, `“blockout ${parsed.command}”`), output);
  } finally {
    await host.close();
  }
}

/** The host, or why it can't be had: where its data folder can't be used. */
function openHost(options: HostOptions): { host: Host; problem: null } | { host: null; problem: Problem } {
  try {
    return { host: createHost(options), problem: null };
  } catch (error) {
    return { host: null, problem: problemOfError(error, 'Opening the data folder') };
  }
}

function tellRefusal(problem: Problem, output: Output): ExitStatus {
  output.note(`error: ${describeProblem(problem)}`);
  output.event({ event: 'refused', problems: [problem] });
  return EXIT.failed;
}
