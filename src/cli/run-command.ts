import { resolve } from 'node:path';
import { moneyOf, passageTexts } from '../fal/charge.ts';
import { formatSpending } from '../fal/price.ts';
import { isSimulated } from '../fal/provider.ts';
import type { Host } from '../host/host.ts';
import type { HostPlan } from '../host/runs/make-plan.ts';
import type { Parsed } from './arguments.ts';
import { EXIT, type ExitStatus, statusOfRun } from './exit-status.ts';
import type { Output } from './output.ts';
import { planFile } from './planned-workflow.ts';
import { problemText } from './problem-text.ts';
import { createProgressLines } from './progress-lines.ts';
import { createRunReport } from './run-report.ts';

/** `blockout run`: plans, asks before it spends, runs, and tells price, seed and where the output is. */
export async function runCommand(
  host: Host,
  parsed: Parsed,
  output: Output,
  signal: AbortSignal,
): Promise<ExitStatus> {
  const { values } = parsed;
  const maxUsd = values['max-usd'] === undefined ? undefined : Number(values['max-usd']);
  if (maxUsd !== undefined && !(maxUsd >= 0)) {
    return refuse(output, `--max-usd ${values['max-usd']}: give an amount in USD, e.g. 0.50.`);
  }
  const planned = await planFile(host, parsed, output, signal);
  if (!planned.ok) return planned.status;
  const { plan } = planned;
  if (values['dry-run']) return EXIT.done;
  const consent = await askToSpend(plan, values.yes === true || maxUsd !== undefined, output);
  if (consent !== null) return consent;

  const progress = createProgressLines(output.streams.stderr, output.isJson);
  const report = createRunReport(plan, output, progress);
  const outDir = resolve((values.out as string | undefined) ?? host.settings.get().outputFolder ?? 'output');
  const result = await host.run(plan, {
    signal,
    onEvent: report.onEvent,
    maxUsd,
    outDir,
  });
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
    jobs,
  });
  return statusOfRun(result.status, result.problems);
}

/** Asks before money is spent. Null to go on, else the status to leave with. */
async function askToSpend(
  { provider, spending }: HostPlan,
  isAgreed: boolean,
  output: Output,
): Promise<ExitStatus | null> {
  if (isSimulated(provider) || spending.jobCount === 0 || isAgreed) return null;
  const isUnknown = spending.unpricedCount === spending.jobCount;
  const cost = isUnknown
    ? `What this run costs at ${provider} is not known.`
    : `This run costs ${formatSpending(spending)} at ${provider}.`;
  const isYes = await output.ask(`${cost} Spend it?`);
  if (isYes === null) return refuse(output, `${cost} Add --yes, or --max-usd with the most it may cost.`);
  return isYes ? null : EXIT.cancelled;
}

function refuse(output: Output, message: string): ExitStatus {
  output.note(`error: ${message}`);
  output.event({ event: 'refused', problems: [{ severity: 'error', code: 'invalid-param', message }] });
  return EXIT.invalid;
}
