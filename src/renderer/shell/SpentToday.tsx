import { useStore } from 'zustand';
import { formatUsd } from '../../fal/price.ts';
import { editor } from '../commands/editor.ts';

/** Money spent since midnight. */
export function SpentToday() {
  const spentUsd = useStore(editor.host, (state) => state.spentTodayUsd);
  const capUsd = useStore(editor.settings, (state) => state.capPerDayUsd);
  const title =
    capUsd === null ? 'No cap per day is set.' : `The cap per day is ${formatUsd(capUsd, 'after')}.`;
  return (
    <button
      type="button"
      className="spent"
      title={title}
      onClick={() => editor.dialogs.getState().show({ kind: 'settings', section: 'spending' })}
    >
      spent today <b>{formatUsd(spentUsd, 'after')}</b>
    </button>
  );
}
