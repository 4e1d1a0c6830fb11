import { useId, useState } from 'react';
import { useStore } from 'zustand';
import { formatUsd } from '../../fal/price.ts';
import { editor } from '../commands/editor.ts';
import { trySettings } from '../commands/settings-change.ts';
import { capOfText, NO_CAP } from './cap-text.ts';
import { LostSpending } from './LostSpending.tsx';
import { SettingRow } from './SettingRow.tsx';

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
  const id = useId();
  const capUsd = useStore(editor.settings, (state) => state[name]);
  const [refusal, setRefusal] = useState<string | null>(null);

  async function change(text: string) {
    const value = capOfText(text);
    if (value === capUsd) return setRefusal(null);
    if (value === undefined) return setRefusal(NO_CAP);
    const problem = await trySettings(editor, { [name]: value });
    setRefusal(problem ? `${problem.message} ${problem.fix}` : null);
  }

  return (
    <SettingRow label={label} htmlFor={id} help="In dollars; empty for no cap.">
      <input
        key={String(capUsd)}
        id={id}
        className="input input--short"
        inputMode="decimal"
        defaultValue={capUsd ?? ''}
        placeholder="no cap"
        aria-invalid={refusal !== null || undefined}
        onBlur={(event) => void change(event.target.value)}
      />
      {refusal && (
        <p className="refusal" role="alert">
          {refusal}
        </p>
      )}
    </SettingRow>
  );
}
