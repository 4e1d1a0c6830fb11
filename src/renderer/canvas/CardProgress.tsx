import { memo } from 'react';
import { useCellRun, useNodeSummary } from '../state/use-run.ts';

/** The line under the header while the node works or waits, over all its cells. */
export const CardProgress = memo(function CardProgress({ id }: { readonly id: string }) {
  const { state, fraction } = useNodeSummary(id);
  const shown = useCellRun(id);
  if (state !== 'running' && state !== 'queued') return null;
  const log = shown.state === 'running' || shown.state === 'queued' ? shown.log : [];
  return (
    <div
      className={fraction === null ? 'card__progress card__progress--open' : 'card__progress'}
      role="progressbar"
      aria-label={state === 'queued' ? 'Waiting' : 'Progress'}
      aria-valuenow={fraction === null ? undefined : Math.round(100 * fraction)}
      title={log.join('\n') || undefined}
    >
      <div style={{ width: `${100 * (fraction ?? 0.3)}%` }} />
    </div>
  );
});
