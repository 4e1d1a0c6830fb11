import type { NodeType, PlainPlanArgs } from './define-node.ts';
import type { Problem } from './problem.ts';

/**
 * Adds what a node finds wrong with its own params and inputs; the same finding in many cells is said once. Of a cell
 * whose result is kept only warnings count, since nothing can go wrong there any more.
 */
export function findProblems(type: NodeType, args: PlainPlanArgs, problems: Problem[], isKept = false): void {
  for (const finding of type.check?.(args) ?? []) {
    if (isKept && finding.severity === 'error') continue;
    const isRepeat = problems.some(
      (problem) => problem.code === finding.code && problem.message === finding.message,
    );
    if (!isRepeat) problems.push({ ...finding, nodeId: finding.nodeId ?? args.node.id });
  }
}
