import { resolve } from 'node:path';
import type { Command } from '@commander-js/extra-typings';
import { moneyOf, passageTexts } from '../fal/charge.ts';
import { formatSpending } from '../fal/price.ts';
import type { HostPlan } from '../host/runs/make-plan.ts';
import { BadWord } from './bad-word.ts';
import type { Declaration, HostWorkplace } from './command.ts';
import { EXIT, type ExitStatus, statusOfRun } from './exit-status.ts';
import { jobEvent } from './job-lines.ts';
import { withWorkflowWords } from './options.ts';
import type { Output } from './output.ts';
import { planFile } from './planned-workflow.ts';
import { problemText } from './problem-text.ts';
import { createProgressLines } from './progress-lines.ts';
import { createRunReport } from './run-report.ts';

/** `blockout run`: plans, asks before it spends, runs, and tells price, seed and where the output is. */
export const runCommand: Declaration = (program, work) =>
  declareWords(program).action((file, words) =>
    work.withHost(words, (place) => runFile(file, words, place), { takeUpJobs: true }),
  );

const declareWords = (program: Command) =>
  withWorkflowWords(program.command('run'))
    .description('runs what has changed, and tells price, seed and where the output is')
    .argument('<FILE>', 'the workflow')
    .option('--out <DIR>', 'where outputs are written; else “output” where you stand')
    .option('--new-take', 'another seed instead of the take that is there')
    .option('--dry-run', 'jobs, megapixels, volume and price; runs nothing')
    .option('--max-usd <N>', 'the most that it may cost, instead of asking', amountOf)
    .option('--yes', 'spend without asking');

type RunWords = ReturnType<ReturnType<typeof declareWords>['opts']>;

function amountOf(text: string): number {
  const amountUsd = Number(text);
  if (!(amountUsd >= 0)) throw new BadWord(`--max-usd ${text}: give an amount in USD, e.g. 0.50.`);
  return amountUsd;
}

async function runFile(file: string, words: RunWords, place: HostWorkplace): Promise<ExitStatus> {
  const { host, output, signal } = place;
  const { maxUsd } = words;
  const planned = await planFile(file, words, place, { newTake: words.newTake });
  if (!planned.ok) return planned.status;
  const { plan } = planned;
  if (words.dryRun) return EXIT.done;
  const consent = await askToSpend(plan, words.yes === true || maxUsd !== undefined, output);
  if (consent !== null) return consent;

  const progress = createProgressLines(output.streams.stderr, output.isJson);
  const report = createRunReport(plan, output, progress);
  const outDir = resolve(words.out ?? host.settings.get().outputFolder ?? 'output');
  const result = await host.run(plan, { signal, onEvent: report.onEvent, maxUsd, outDir });
  progress.clear();

  const jobs = host.jobs.ofRun(result.runId);
  const told = new Set(plan.problems);
  for (const problem of result.problems) {
    if (!told.has(problem) && problem.nodeId === undefined)
      output.note(problemText(problem, plan.workflow, host.registry));
  }
  if (result.beyond) {
    const left = formatSpending(result.beyond);
    output.note(`What is left costs ${left}; --max-usd lets a run go on to what its plan could not foresee.`);
  }
  for (const line of report.summary()) output.line(line);
  for (const job of jobs) for (const note of job.notes) output.line(`note: ${note}`);
  output.line([result.status, ...passageTexts(jobs)].join(' · '));
  output.event({
    event: 'finished',
    status: result.status,
    problems: result.problems,
    paths: report.paths,
    costUsd: jobs.reduce((sum, job) => sum + job.costUsd, 0),
    money: moneyOf(jobs),
    jobs: jobs.map(jobEvent),
  });
  return statusOfRun(result.status, result.problems);
}

/** Asks before money is spent. Null to go on, else the status to leave with. */
async function askToSpend(
  { provider, spending }: HostPlan,
  isAgreed: boolean,
  output: Output,
): Promise<ExitStatus | null> {
  if (provider.isSimulated || spending.jobCount === 0 || isAgreed) return null;
  const isUnknown = spending.unpricedCount === spending.jobCount;
  const cost = isUnknown
    ? `What this run costs at ${provider.id} is not known.`
    : `This run costs ${formatSpending(spending)} at ${provider.id}.`;
  const isYes = await output.ask(`${cost} Spend it?`);
  if (isYes === null) throw new BadWord(`${cost} Add --yes, or --max-usd with the most it may cost.`);
  return isYes ? null : EXIT.cancelled;
}
