import { useStore } from 'zustand';
import { formatUsd } from '../../fal/price.ts';
import { editor } from '../commands/editor.ts';
import { trySettings } from '../commands/settings-change.ts';
import { LostSpending } from './LostSpending.tsx';
import { NumberRow } from './NumberRow.tsx';
import { capOfText, NO_CAP } from './number-text.ts';

/** Caps: what would go over them is refused before anything is sent. */
export function SpendingSettings() {
  const spentUsd = useStore(editor.host, (state) => state.spentTodayUsd);
  const trouble = useStore(editor.host, (state) => state.settingsTrouble);
  if (trouble !== null) return <LostSpending trouble={trouble} />;
  return (
    <>
      <CapRow name="capPerRunUsd" label="Cap per run" />
      <CapRow name="capPerDayUsd" label="Cap per day" />
      <p className="quiet">
        A run starts only if what was spent, what is in flight and the run itself stay within the caps. Spent
        today: <b>{formatUsd(spentUsd, 'after')}</b>. Simulated jobs count as nothing.
      </p>
    </>
  );
}

function CapRow({ name, label }: { readonly name: 'capPerRunUsd' | 'capPerDayUsd'; readonly label: string }) {
  const capUsd = useStore(editor.settings, (state) => state[name]);
  return (
    <NumberRow
      label={label}
      help="In dollars; empty for no cap."
      value={capUsd}
      placeholder="no cap"
      refusal={NO_CAP}
      parse={capOfText}
      keep={(value) => trySettings(editor, { [name]: value })}
    />
  );
}
