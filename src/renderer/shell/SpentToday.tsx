import { useStore } from 'zustand';
import { formatUsd } from '../../fal/price.ts';
import { editor } from '../commands/editor.ts';

/** Money spent since midnight. */
export function SpentToday() {
  const spentUsd = useStore(editor.host, (state) => state.spentTodayUsd);
  const capUsd = useStore(editor.settings, (state) => state.capPerDayUsd);
  const doubtfulUsd = useStore(editor.host, (state) => state.doubtfulTodayUsd);
  const cap =
    capUsd === null ? 'No cap per day is set.' : `The cap per day is ${formatUsd(capUsd, 'after')}.`;
  const doubt =
    doubtfulUsd > 0
      ? ` Up to ${formatUsd(doubtfulUsd, 'after')} more may be charged for jobs that brought no take: see the history.`
      : '';
  return (
    <button
      type="button"
      className="spent"
      title={`${cap}${doubt}`}
      onClick={() => editor.dialogs.getState().show({ kind: 'settings', section: 'spending' })}
    >
      spent today <b>{formatUsd(spentUsd, 'after')}</b>
      {doubtfulUsd > 0 && ` + ${formatUsd(doubtfulUsd, 'after')} in doubt`}
    </button>
  );
}
