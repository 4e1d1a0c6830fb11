import { Command, type CommanderError, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { BadWord } from './bad-word.ts';
import type { Work } from './command.ts';
import { COMMANDS } from './commands.ts';

const HELP_WIDTH = 110;

const AFTER_HELP = `
A workflow reads beside its own file, what --set and --input name, and the folders that --grant allows; serve keeps
these for good. It writes below --out, else into “output” where you stand.
--verbose tells on stderr what happens inside; the log of a data folder is logs/blockout.log there.
Exit status: 0 done · 1 a node or job failed · 2 bad usage or an invalid workflow · 3 over budget or cap · 4 cancelled`;

/**
 * The program with its commands. Help that is asked for goes to `tell` and ends in a `CommanderError`; words that can't be
 * taken end in a `BadWord`.
 */
export function createProgram(tell: (text: string) => void, work: Work): Command {
  const program = new Command('blockout')
    .description('Turns 3D blockouts into photoreal video.')
    .helpCommand('help [command]', 'what a command takes')
    .configureOutput({ writeOut: tell, writeErr: () => {}, getOutHelpWidth: () => HELP_WIDTH })
    .addHelpText('after', AFTER_HELP);
  for (const declare of COMMANDS) declare(program, work);
  for (const command of [program, ...program.commands] as readonly CommandUnknownOpts[]) {
    command.exitOverride((error) => {
      throw error.exitCode === 0 ? error : new BadWord(messageOf(error, command), command.helpInformation());
    });
  }
  return program;
}

function messageOf({ code, message }: CommanderError, command: CommandUnknownOpts): string {
  switch (code) {
    case 'commander.unknownCommand':
      return `There is no command “${command.args[0]}”.`;
    case 'commander.missingArgument':
    case 'commander.excessArguments': {
      const takes = command.registeredArguments.map((word) =>
        word.required ? word.name() : `[${word.name()}]`,
      );
      return `“blockout ${command.name()}” takes ${takes.join(' ') || 'no further words'}.`;
    }
    default:
      return message.replace(/^error: (.)/, (_, first: string) => first.toUpperCase());
  }
}
