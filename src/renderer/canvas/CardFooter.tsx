import { CircleAlert, TriangleAlert } from 'lucide-react';
import { memo, useMemo } from 'react';
import { placesText } from '../../engine/places.ts';
import type { Problem } from '../../engine/problem.ts';
import { formatSpending, formatUsd } from '../../fal/price.ts';
import { applyFix } from '../commands/apply-fix.ts';
import { editor } from '../commands/editor.ts';
import { allowReading } from '../commands/read-grants.ts';
import { type CellRun, cellRuns, NOT_RUN } from '../state/node-run.ts';
import type { NodeSummary } from '../state/node-summary.ts';
import type { NodePlan } from '../state/plan-summary.ts';
import { registry } from '../state/registry.ts';
import { useWorkflow } from '../state/use-document.ts';
import {
  useCellRun,
  useIsStale,
  useNodePlan,
  useNodeProblems,
  useNodeSummary,
  useTabRun,
} from '../state/use-run.ts';
import { elapsedText, factsOf } from './result-facts.ts';
import { Ticking } from './Ticking.tsx';
import { useNodeType } from './use-card.ts';

/** What took less was there at once. */
const LEAST_TOLD_MS = 50;

/** Facts of the result, how far the run is, or what is wrong with a button for the way out. */
export const CardFooter = memo(function CardFooter({ id }: { readonly id: string }) {
  const summary = useNodeSummary(id);
  const isStale = useIsStale(id);
  const problems = useNodeProblems(id);
  const spends = useNodeType(id)?.effect === 'spend';
  const { state, cellCount, failures } = summary;
  const problem = state === 'failed' ? failures[0] : worstOf(problems);
  const isBusy = state === 'running' || state === 'queued';
  if (problem && !isBusy && !(state === 'done' && problem.severity === 'warning')) {
    const count = state === 'failed' && cellCount > 1 ? `${failures.length} of ${cellCount} failed · ` : '';
    return <ProblemLine problem={problem} count={count} />;
  }
  return (
    <footer className="card__footer" data-stale={isStale || undefined}>
      <span className="clip">
        {cellCount > 1 ? <ManyText id={id} summary={summary} /> : <RunText id={id} />}
      </span>
      {spends && <Price id={id} summary={summary} isStale={isStale} />}
    </footer>
  );
});

function ProblemLine({ problem, count }: { readonly problem: Problem; readonly count: string }) {
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
      <span className="clip">
        {count}
        {shortMessage(problem)}
      </span>
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

/** The reason first: a line is too short for both, and a name may be cut. */
function shortMessage({ message, closed, places }: Problem): string {
  if (closed?.offer) return `Not allowed yet: “${closed.path.split(/[/\\]/).at(-1)}”`;
  return places ? `${placesText(places)}: ${message}` : message;
}

/** How far several cells are, and what they have in common. */
function ManyText({ id, summary }: { readonly id: string; readonly summary: NodeSummary }) {
  const { state, cellCount, doneCount, startedAtMs } = summary;
  const run = useTabRun(({ nodes }) => nodes[id] ?? NOT_RUN);
  const plan = useNodePlan(id);
  const facts = useMemo(() => sharedFacts(cellRuns(run, plan), plan), [run, plan]);
  const share = `${doneCount} of ${cellCount}`;
  switch (state) {
    case 'queued':
      return <>{share} · waiting</>;
    case 'running':
      return (
        <>
          {share} · {startedAtMs === null ? 'running' : <Ticking sinceMs={startedAtMs} />}
        </>
      );
    case 'skipped':
      return <>{doneCount === 0 ? `${cellCount} skipped` : `${share} · the rest skipped`}</>;
    case 'idle':
      return <>{`${cellCount} ${facts === null ? 'different' : facts ? `× ${facts}` : 'to come'}`}</>;
    default:
      return <span title={facts ?? undefined}>{[share, facts].filter(Boolean).join(' · ')}</span>;
  }
}

/** The facts of all cells, empty where nothing is known of them; null where they differ. */
function sharedFacts(runs: readonly CellRun[], plan: NodePlan | undefined): string | null {
  const texts = new Set(
    runs.map((run, cell) => {
      const outputs = run.state === 'done' ? run.outputs : plan?.cells[cell]?.forecast;
      return outputs ? factsOf(outputs) : '';
    }),
  );
  return texts.size === 1 ? [...texts][0]! : null;
}

function RunText({ id }: { readonly id: string }) {
  const run = useCellRun(id);
  const plan = useNodePlan(id);
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
    case 'idle': {
      const forecast = plan?.cells[0]?.forecast;
      return <>{forecast ? factsOf(forecast) : ''}</>;
    }
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
  readonly id: string;
  readonly summary: NodeSummary;
  readonly isStale: boolean;
}

/** What all cells cost together: billed once they are done, estimated before. */
function Price({ id, summary: { state, costUsd }, isStale }: PriceProps) {
  const estimate = useNodePlan(id)?.estimate;
  if (state === 'done' && !isStale && costUsd !== null)
    return <b className="spend">{formatUsd(costUsd, 'after')}</b>;
  if (!estimate) return null;
  return <b className="spend">{formatSpending(estimate)}</b>;
}

function worstOf(problems: readonly Problem[]): Problem | undefined {
  return problems.find(({ severity }) => severity === 'error') ?? problems[0];
}
