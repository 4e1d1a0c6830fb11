import type { Declaration } from './command.ts';
import { EXIT } from './exit-status.ts';
import { withWorkflowWords } from './options.ts';
import { planFile } from './planned-workflow.ts';

/** `blockout check`: everything that is wrong with a workflow and what it would cost; nothing runs. */
export const checkCommand: Declaration = (program, work) =>
  withWorkflowWords(program.command('check'))
    .description('problems, jobs and price; runs nothing')
    .argument('<FILE>', 'the workflow')
    .action((file, words) =>
      work.withHost(words, async (place) => {
        const planned = await planFile(file, words, place);
        if (!planned.ok) return planned.status;
        place.output.line('no errors');
        return EXIT.done;
      }),
    );
