import { describeProblem, type Problem } from '../engine/problem.ts';
import type { Registry } from '../engine/registry.ts';
import type { Workflow } from '../engine/workflow.ts';

/** A problem as a line for a terminal: which node and param, what happened, the way out. */
export function problemText(
  problem: Problem,
  workflow: Workflow | null,
  registry: Pick<Registry, 'of'>,
): string {
  const node = problem.nodeId === undefined ? undefined : workflow?.nodes.get(problem.nodeId);
  const title = node && (node.title ?? registry.of(node)?.title);
  return `${problem.severity}: ${describeProblem(problem, title)}`;
}
