import { basename } from 'node:path';
import type { Host } from '../host/host.ts';
import type { HostPlan, PlanRequest } from '../host/runs/make-plan.ts';
import { BadWord } from './bad-word.ts';
import { closedFiles, questionOf, withFlag } from './closed-files.ts';
import type { HostWorkplace } from './command.ts';
import { EXIT, type ExitStatus, statusOfRefusal } from './exit-status.ts';
import { grantedPaths } from './granted-paths.ts';
import type { WorkflowWords } from './options.ts';
import { planEvent, planText } from './plan-text.ts';
import { problemText } from './problem-text.ts';

export type Planned =
  | { readonly ok: true; readonly plan: HostPlan }
  | { readonly ok: false; readonly status: ExitStatus };

/** Loads and plans the workflow of a command line and tells all that is wrong or worth knowing about it. */
export async function planFile(
  file: string,
  words: WorkflowWords,
  { host, output, signal }: HostWorkplace,
  options: Pick<PlanRequest, 'newTake'> = {},
): Promise<Planned> {
  const { set: sets, input: inputs } = words;
  const provider = providerOf(words.provider, host);
  const granted = await grantedPaths(words);
  const opened = await host.loadWorkflowFile(file);
  if (!opened.ok) {
    output.note(problemText(opened.problem, null, host.registry));
    output.event({ event: 'refused', problems: [opened.problem] });
    return { ok: false, status: EXIT.invalid };
  }
  for (const note of opened.notes) output.note(note);
  const planWith = async (paths: readonly string[]): Promise<HostPlan> => {
    const { workflow, folder } = opened;
    const plan = await host.plan(workflow, {
      ...{ ...options, sets, inputs, provider, folder, signal, granted: paths },
      mayDownload: true,
      // A command line leaves the file as it is, so that what was drawn for it is remembered here.
      recallSeeds: true,
    });
    return { ...plan, problems: plan.problems.map(withFlag) };
  };
  let plan = await planWith(granted);
  const closed = closedFiles(plan);
  if (closed.length > 0 && (await output.ask(questionOf(basename(opened.path), closed)))) {
    plan = await planWith([...granted, ...closed]);
  }
  for (const line of planText(plan)) output.line(line);
  for (const problem of plan.problems) output.note(problemText(problem, plan.workflow, host.registry));
  output.event(planEvent(plan));
  return plan.isRunnable ? { ok: true, plan } : { ok: false, status: statusOfRefusal(plan.problems) };
}

function providerOf(id: string | undefined, { providers }: Host): string | undefined {
  const ids = providers.list.map((provider) => provider.id);
  if (id === undefined || ids.includes(id)) return id;
  throw new BadWord(`--provider ${id}: choose ${ids.slice(0, -1).join(', ')} or ${ids.at(-1)}.`);
}
