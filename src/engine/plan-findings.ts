import type { NodeType, PlainPlanArgs } from './define-node.ts';
import type { Places } from './places.ts';
import type { Problem } from './problem.ts';

/** The cell that is looked at: whether its result is kept already, and where it lies in a list. */
interface FoundIn {
  readonly isKept?: boolean;
  readonly places?: Places;
}

/**
 * Adds what a node finds wrong with its own params and inputs. A finding of one cell of a list tells which; the same in
 * several is said once, of them all. Of a cell whose result is kept only warnings count, since nothing can go wrong there
 * any more.
 */
export function findProblems(
  type: NodeType,
  args: PlainPlanArgs,
  problems: Problem[],
  { isKept = false, places }: FoundIn = {},
): void {
  for (const finding of type.check?.(args) ?? []) {
    if (isKept && finding.severity === 'error') continue;
    const at = problems.findIndex(
      ({ code, message }) => code === finding.code && message === finding.message,
    );
    const { places: _one, ...general } = problems[at] ?? {};
    if (at === -1) {
      const nodeId = finding.nodeId ?? args.node.id;
      problems.push({ ...finding, nodeId, ...(places && { places }) });
    } else problems[at] = general as Problem;
  }
}
