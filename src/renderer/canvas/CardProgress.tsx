import { memo } from 'react';
import { useNodeRun } from '../state/use-run.ts';

/** The line under the header while the node works or waits. */
export const CardProgress = memo(function CardProgress({ id }: { readonly id: string }) {
  const run = useNodeRun(id);
  if (run.state !== 'running' && run.state !== 'queued') return null;
  const fraction = run.state === 'running' ? run.fraction : null;
  return (
    <div
      className={fraction === null ? 'card__progress card__progress--open' : 'card__progress'}
      role="progressbar"
      aria-label={run.state === 'queued' ? 'Waiting' : 'Progress'}
      aria-valuenow={fraction === null ? undefined : Math.round(100 * fraction)}
      title={run.log.join('\n') || undefined}
    >
      <div style={{ width: `${100 * (fraction ?? 0.3)}%` }} />
    </div>
  );
});
