import { CircleAlert, TriangleAlert } from 'lucide-react';
import { missingMedia } from '../../documents/missing-media.ts';
import type { Problem } from '../../engine/problem.ts';
import { editor } from '../commands/editor.ts';
import { frameNodes } from '../stage/view-moves.ts';
import { registry } from '../state/registry.ts';
import { useWorkflow } from '../state/use-document.ts';
import { ClosedFile } from './ClosedFile.tsx';
import { cellsText } from './cells-text.ts';
import { FixButtons } from './FixButtons.tsx';

interface ProblemListProps {
  readonly problems: readonly Problem[];
  /** Names the node of each problem and leads to it. */
  readonly titleOf?: (nodeId: string) => string;
}

/** What stands in the way, each with the way out; the same in several cells once, with their names. */
export function ProblemList({ problems, titleOf }: ProblemListProps) {
  if (problems.length === 0) return null;
  return (
    <section className="facts" aria-label="Problems">
      <ul className="problems">
        {[...Map.groupBy(problems, keyOf)].map(([key, same]) => (
          <ProblemCard
            key={key}
            problem={same[0]!}
            cells={cellsText(same.map(({ places }) => places))}
            titleOf={titleOf}
          />
        ))}
      </ul>
    </section>
  );
}

interface ProblemCardProps extends Pick<ProblemListProps, 'titleOf'> {
  readonly problem: Problem;
  readonly cells: string;
}

function ProblemCard({ problem, cells, titleOf }: ProblemCardProps) {
  const isError = problem.severity === 'error';
  const Icon = isError ? CircleAlert : TriangleAlert;
  const { nodeId } = problem;
  const canRelink = useWorkflow(
    (workflow) => workflow !== undefined && missingMedia(workflow, [problem], registry).length > 0,
  );
  return (
    <li className={isError ? 'problem problem--error' : 'problem problem--warning'}>
      <Icon size={14} aria-label={isError ? 'Error' : 'Warning'} />
      <div>
        {titleOf && nodeId && (
          <button type="button" className="link" onClick={() => show(nodeId)}>
            {titleOf(nodeId)}
          </button>
        )}
        <p>
          {cells && <b>{cells}: </b>}
          {problem.message}
        </p>
        {problem.fix && <p className="quiet">{problem.fix}</p>}
        <p className="problem__fixes">
          <FixButtons fixes={problem.fixes ?? []} />
          {problem.closed && <ClosedFile problem={problem} />}
          {canRelink && (
            <button
              type="button"
              className="button button--small"
              onClick={() => editor.dialogs.getState().show({ kind: 'relink' })}
            >
              Find the file…
            </button>
          )}
        </p>
      </div>
    </li>
  );
}

function show(nodeId: string): void {
  editor.views.getState().select({ nodes: new Set([nodeId]) });
  frameNodes([nodeId]);
}

function keyOf({ nodeId, code, param, port, message, fix }: Problem): string {
  return [nodeId, code, param, port, message, fix].join('|');
}
