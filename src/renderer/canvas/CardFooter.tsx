import { CircleAlert, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import type { Problem } from '../../engine/problem.ts';
import { formatSpending, formatUsd } from '../../fal/price.ts';
import { applyFix } from '../commands/apply-fix.ts';
import { editor } from '../commands/editor.ts';
import { allowReading } from '../commands/read-grants.ts';
import type { NodeRun } from '../state/node-run.ts';
import { registry } from '../state/registry.ts';
import type { NodePlan } from '../state/run-store.ts';
import { useWorkflow } from '../state/use-document.ts';
import { useIsStale, useNodePlan, useNodeProblems, useNodeRun } from '../state/use-run.ts';
import { elapsedText, factsOf } from './result-facts.ts';
import { Ticking } from './Ticking.tsx';
import { useNodeType } from './use-card.ts';

/** What took less was there at once. */
const LEAST_TOLD_MS = 50;

/** Facts of the result, how far the run is, or what is wrong with a button for the way out. */
export const CardFooter = memo(function CardFooter({ id }: { readonly id: string }) {
  const run = useNodeRun(id);
  const plan = useNodePlan(id);
  const isStale = useIsStale(id);
  const problems = useNodeProblems(id);
  const spends = useNodeType(id)?.effect === 'spend';
  const problem = run.state === 'failed' ? run.problem : worstOf(problems);
  const isBusy = run.state === 'running' || run.state === 'queued';
  if (problem && !isBusy && !(run.state === 'done' && problem.severity === 'warning')) {
    return <ProblemLine problem={problem} />;
  }
  return (
    <footer className="card__footer" data-stale={isStale || undefined}>
      <span className="clip">
        <RunText run={run} plan={plan} />
      </span>
      {spends && <Price run={run} plan={plan} isStale={isStale} />}
    </footer>
  );
});

function ProblemLine({ problem }: { readonly problem: Problem }) {
  const fix = problem.fixes?.[0];
  const offer = problem.closed?.offer;
  const isError = problem.severity === 'error';
  const Icon = isError ? CircleAlert : TriangleAlert;
  return (
    <footer
      className={isError ? 'card__footer card__footer--bad' : 'card__footer card__footer--warn'}
      title={`${problem.message} ${problem.fix}`}
    >
      <Icon size={12} aria-hidden />
      <span className="clip">{shortMessage(problem)}</span>
      {fix && (
        <button type="button" className="card__fix nodrag" onClick={() => applyFix(fix)}>
          {fix.label}
        </button>
      )}
      {offer && (
        <button
          type="button"
          className="card__fix nodrag"
          title={`Allow reading ${offer}`}
          onClick={() => void allowReading(editor, offer)}
        >
          Allow
        </button>
      )}
    </footer>
  );
}

/** A line is too short for a path before the reason. */
function shortMessage({ message, closed }: Problem): string {
  return closed?.offer ? `“${closed.path.split(/[/\\]/).at(-1)}” is not allowed yet` : message;
}

function RunText({ run, plan }: { readonly run: NodeRun; readonly plan: NodePlan | undefined }) {
  switch (run.state) {
    case 'queued':
      return <>{run.position === null ? 'Waiting' : `Queued · place ${run.position + 1}`}</>;
    case 'running':
      return (
        <span title={run.log.join('\n') || undefined}>
          {run.what === 'uploading' ? 'Uploading' : run.what === 'fetching' ? 'Fetching' : 'Running'} ·{' '}
          <Ticking sinceMs={run.startedAtMs} />
          {run.log.length > 0 && ` · ${run.log.at(-1)}`}
        </span>
      );
    case 'done': {
      const took = run.cached
        ? 'kept'
        : run.timeMs !== null && run.timeMs >= LEAST_TOLD_MS && `took ${elapsedText(run.timeMs)}`;
      const text = [factsOf(run.outputs), took].filter(Boolean).join(' · ');
      return <span title={text}>{text}</span>;
    }
    case 'skipped':
      return <SkippedText because={run.because} />;
    case 'failed':
      return <>{run.problem.message}</>;
    case 'idle':
      return <>{plan?.forecast ? factsOf(plan.forecast) : ''}</>;
  }
}

/** `because` is the node that failed, or that the run was cancelled. */
function SkippedText({ because }: { readonly because: string }) {
  const title = useWorkflow((workflow) => {
    const node = workflow?.nodes.get(because);
    return node && (node.title ?? registry.of(node)?.title ?? node.type);
  });
  return <>Skipped: {title === undefined ? 'the run was cancelled' : `“${title}” failed`}</>;
}

interface PriceProps {
  readonly run: NodeRun;
  readonly plan: NodePlan | undefined;
  readonly isStale: boolean;
}

function Price({ run, plan, isStale }: PriceProps) {
  const billed = run.state === 'done' && !isStale ? run.costUsd : null;
  if (billed !== null) return <b className="spend">{formatUsd(billed, 'after')}</b>;
  const { estimate } = plan ?? {};
  if (!estimate) return null;
  return <b className="spend">{formatSpending(estimate)}</b>;
}

function worstOf(problems: readonly Problem[]): Problem | undefined {
  return problems.find(({ severity }) => severity === 'error') ?? problems[0];
}
