import { basename } from 'node:path';
import type { Host } from '../host/host.ts';
import type { HostPlan } from '../host/runs/make-plan.ts';
import type { Parsed } from './arguments.ts';
import { closedFiles, questionOf, withFlag } from './closed-files.ts';
import { EXIT, type ExitStatus, statusOfRefusal } from './exit-status.ts';
import { type GrantedPaths, grantedPaths } from './granted-paths.ts';
import type { Output } from './output.ts';
import { planEvent, planText } from './plan-text.ts';
import { problemText } from './problem-text.ts';
import { requestOptions } from './request-options.ts';

export type Planned =
  | { readonly ok: true; readonly plan: HostPlan }
  | { readonly ok: false; readonly status: ExitStatus };

/** Loads and plans the workflow of a command line and tells all that is wrong or worth knowing about it. */
export async function planFile(
  host: Host,
  parsed: Parsed,
  output: Output,
  signal: AbortSignal,
): Promise<Planned> {
  const options = requestOptions(parsed);
  const granted = await grantedPaths(parsed);
  if (!options.ok || !granted.ok) {
    const { message } = options.ok ? (granted as GrantedPaths & { ok: false }) : options;
    output.note(`error: ${message}`);
    output.event({
      event: 'refused',
      problems: [{ severity: 'error', code: 'invalid-param', message }],
    });
    return { ok: false, status: EXIT.invalid };
  }
  const opened = await host.loadWorkflowFile(parsed.words[0]!);
  if (!opened.ok) {
    output.note(problemText(opened.problem, null, host.registry));
    output.event({ event: 'refused', problems: [opened.problem] });
    return { ok: false, status: EXIT.invalid };
  }
  for (const note of opened.notes) output.note(note);
  const planWith = async (paths: readonly string[]): Promise<HostPlan> => {
    const { workflow, folder } = opened;
    const plan = await host.plan(workflow, {
      ...{ ...options.request, folder, signal, granted: paths },
      mayDownload: true,
      // A command line leaves the file as it is, so that what was drawn for it is remembered here.
      recallSeeds: true,
      ...(parsed.values['new-take'] === true && { newTake: true }),
    });
    return { ...plan, problems: plan.problems.map(withFlag) };
  };
  let plan = await planWith(granted.paths);
  const closed = closedFiles(plan);
  if (closed.length > 0 && (await output.ask(questionOf(basename(opened.path), closed)))) {
    plan = await planWith([...granted.paths, ...closed]);
  }
  for (const line of planText(plan)) output.line(line);
  for (const problem of plan.problems) output.note(problemText(problem, plan.workflow, host.registry));
  output.event(planEvent(plan));
  return plan.isRunnable ? { ok: true, plan } : { ok: false, status: statusOfRefusal(plan.problems) };
}
