import { useId, useState } from 'react';
import { useStore } from 'zustand';
import { editor } from '../commands/editor.ts';
import { refreshProviders } from '../commands/refresh-host.ts';
import { changeSettings, trySettings } from '../commands/settings-change.ts';
import { ChoiceRow } from './ChoiceRow.tsx';
import { ProviderKey } from './ProviderKey.tsx';
import { SettingRow } from './SettingRow.tsx';

const MODES = [
  { value: 'queue', label: 'Queue' },
  { value: 'sync', label: 'Wait in one call' },
] as const;

/** What only the Oxen gateway needs to know. */
export function OxenSettings() {
  const mode = useStore(editor.settings, (state) => state.oxenMode);
  return (
    <>
      <ProviderKey name="oxen" />
      <SettingRow
        label="Oxen calls"
        help="The queue survives a lost line. A call that waits tells of wrong values at once, but is lost to sight when the line breaks."
      >
        <ChoiceRow
          label="Oxen calls"
          value={mode}
          options={MODES}
          onChange={(value) => void changeSettings(editor, { oxenMode: value })}
        />
      </SettingRow>
      <PriceRow />
    </>
  );
}

function PriceRow() {
  const id = useId();
  const priceUsd = useStore(editor.settings, (state) => state.oxenUsdPerSecond);
  const [refusal, setRefusal] = useState<string | null>(null);

  async function change(text: string) {
    const value = text.trim() === '' ? null : Number(text.replace(/^\$/, ''));
    if (value === priceUsd) return setRefusal(null);
    if (value !== null && !(value >= 0 && value <= 1_000))
      return setRefusal('A price is a sum in dollars from 0 to 1,000, or nothing for unknown.');
    const problem = await trySettings(editor, { oxenUsdPerSecond: value });
    setRefusal(problem ? `${problem.message} ${problem.fix}` : null);
    // Plans are priced anew.
    await refreshProviders(editor);
  }

  return (
    <SettingRow
      label="Price at Oxen"
      htmlFor={id}
      help="In dollars for a second of video, where Oxen’s price list does not tell. Caps need a price to hold."
    >
      <input
        key={String(priceUsd)}
        id={id}
        className="input input--short"
        inputMode="decimal"
        defaultValue={priceUsd ?? ''}
        placeholder="unknown"
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
