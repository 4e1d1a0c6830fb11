import { resolve } from 'node:path';
import type { Registry } from '../engine/registry.ts';
import type { Workflow } from '../engine/workflow.ts';
import { grantOfPath } from '../host/facts/frame-pattern.ts';
import type { Host } from '../host/host.ts';
import type { HostPlan } from '../host/runs/make-plan.ts';
import type { Parsed } from './arguments.ts';
import { EXIT, type ExitStatus, statusOfRefusal } from './exit-status.ts';
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
  if (!options.ok) {
    output.note(`error: ${options.message}`);
    output.event({
      event: 'refused',
      problems: [{ severity: 'error', code: 'invalid-param', message: options.message }],
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
  const plan = await host.plan(opened.workflow, {
    ...options.request,
    folder: opened.folder,
    granted: namedFiles(opened.workflow, opened.folder, host.registry),
    mayDownload: true,
    // A command line leaves the file as it is, so that what was drawn for it is remembered here.
    recallSeeds: true,
    ...(parsed.values['new-take'] === true && { newTake: true }),
    signal,
  });
  for (const line of planText(plan)) output.line(line);
  for (const problem of plan.problems) output.note(problemText(problem, plan.workflow, host.registry));
  output.event(planEvent(plan));
  return plan.isRunnable ? { ok: true, plan } : { ok: false, status: statusOfRefusal(plan.problems) };
}

/** Files that the workflow names by path: who runs a file by hand lets it read what it names. */
function namedFiles(workflow: Workflow, folder: string, registry: Registry): string[] {
  const paths: string[] = [];
  workflow.nodes.forEach(({ type, params }) => {
    for (const [id, value] of Object.entries(params)) {
      const path = (value as { path?: unknown } | null)?.path;
      if (typeof path !== 'string') continue;
      const param = registry.get(type)?.params[id];
      const full = resolve(folder, path);
      paths.push(param?.kind === 'path' ? grantOfPath(param, full) : full);
    }
  });
  return paths;
}
