import { CommanderError } from '@commander-js/extra-typings';
import { describeProblem, type Problem } from '../engine/problem.ts';
import { createHost } from '../host/create-host.ts';
import type { Host } from '../host/host.ts';
import type { HostOptions } from '../host/host-options.ts';
import { problemOfError } from '../host/problem-of-error.ts';
import { BadWord } from './bad-word.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { createOutput, type Output } from './output.ts';
import { createProgram } from './program.ts';
import { servedSimulator } from './served-simulator.ts';
import type { Streams } from './streams.ts';

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
  const output = argv.includes('--json') ? createOutput(commandLine, true) : plain;
  let command = 'blockout';
  let status: ExitStatus = EXIT.done;

  const program = createProgram(plain.text, {
    async withoutHost(run) {
      status = await run({ output, env, signal });
    },
    async withHost({ verbose }, run, options = { takeUpJobs: false }) {
      const served = servedSimulator(env.BLOCKOUT_FAL_ORIGIN);
      if (!served.ok) throw new BadWord(served.message);
      const { host, problem } = openHost({
        env,
        ...options,
        ...(verbose && { onLogLine: plain.note }),
        ...commandLine.hostOptions,
        ...(served.transport && { transport: served.transport }),
      });
      if (problem) {
        status = tellRefusal(problem, output);
        return;
      }
      const { readOnlyFor } = host.store;
      if (readOnlyFor) output.note(`warning: ${readOnlyFor.message} ${readOnlyFor.fix}`);
      try {
        status = await run({ host, output, env, signal });
      } catch (error) {
        if (error instanceof BadWord) throw error;
        host.log.error('host', `“${command}” broke off`, error);
        status = tellRefusal(problemOfError(error, `“${command}”`), output);
      } finally {
        await host.close();
      }
    },
  });
  program.hook('preAction', (_, called) => {
    command = `blockout ${called.name()}`;
    const tellStop = () =>
      output.note('stopping; press Ctrl+C again to leave at once (open jobs stay in the ledger)');
    signal.addEventListener('abort', tellStop, { once: true });
  });

  if (argv.length === 0) {
    program.outputHelp();
    return EXIT.invalid;
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
    return status;
  } catch (error) {
    // Help was asked for, and is given.
    if (error instanceof CommanderError) return EXIT.done;
    if (!(error instanceof BadWord)) throw error;
    const { message, usage } = error;
    plain.note(`error: ${message}`);
    if (usage !== '') for (const line of ['', ...usage.trimEnd().split('\n')]) plain.note(line);
    output.event({ event: 'refused', problems: [{ severity: 'error', code: 'invalid-param', message }] });
    return EXIT.invalid;
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
