import type { Problem } from '../engine/problem.ts';
import type { HostPlan } from '../host/runs/make-plan.ts';

/** Files and folders that a plan was refused, each once. */
export function closedFiles({ problems }: Pick<HostPlan, 'problems'>): string[] {
  return [...new Set(problems.flatMap(({ closed }) => closed?.path ?? []))];
}

/** The question whether a workflow may read them this once. */
export function questionOf(workflow: string, paths: readonly string[]): string {
  return [
    `${workflow} wants to read outside its own folder:`,
    ...paths,
    `Allow ${paths.length === 1 ? 'it' : 'all of them'} for this once?`,
  ].join('\n');
}

/** The problem with the way out that a command line has. */
export function withFlag(problem: Problem): Problem {
  const { closed } = problem;
  if (!closed) return problem;
  return {
    ...problem,
    fix: `Add --grant ${quoted(closed.offer ?? closed.path)} to allow it, or give another file with --input.`,
  };
}

/** As a shell of Unix takes it for one word. */
function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
