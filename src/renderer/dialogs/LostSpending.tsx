import { useId, useState } from 'react';
import { useStore } from 'zustand';
import type { Problem } from '../../engine/problem.ts';
import { editor } from '../commands/editor.ts';
import { refreshProviders } from '../commands/refresh-host.ts';
import { trySettings } from '../commands/settings-change.ts';
import { ChoiceRow } from './ChoiceRow.tsx';
import { capOfText, NO_CAP } from './number-text.ts';
import { automaticHelp, providerChoices } from './provider-choices.ts';
import { SettingRow } from './SettingRow.tsx';

/** All that decides what is spent, to be said anew: nothing of it is guessed, and all of it is kept at once. */
export function LostSpending({ trouble }: { readonly trouble: Problem }) {
  const { settings } = editor;
  const providers = useStore(editor.host, (state) => state.providers);
  const [provider, setProvider] = useState(() => settings.getState().provider);
  const [perRun, setPerRun] = useState(() => String(settings.getState().capPerRunUsd ?? ''));
  const [perDay, setPerDay] = useState(() => String(settings.getState().capPerDayUsd ?? ''));
  const [refusal, setRefusal] = useState<string | null>(null);

  async function keep() {
    const [capPerRunUsd, capPerDayUsd] = [perRun, perDay].map(capOfText);
    if (capPerRunUsd === undefined || capPerDayUsd === undefined) return setRefusal(NO_CAP);
    const { providerSettings } = settings.getState();
    const problem = await trySettings(editor, { provider, capPerRunUsd, capPerDayUsd, providerSettings });
    if (problem) return setRefusal(`${problem.message} ${problem.fix}`);
    await refreshProviders(editor);
  }

  return (
    <>
      <p className="refusal">{trouble.message}</p>
      <p>Say anew what holds. Until then nothing that costs money is sent.</p>
      <SettingRow label="Provider" help={automaticHelp(providers)}>
        <ChoiceRow
          label="Provider"
          value={provider}
          options={providerChoices(providers)}
          onChange={(value) => setProvider(value)}
        />
      </SettingRow>
      <CapField label="Cap per run" text={perRun} change={setPerRun} />
      <CapField label="Cap per day" text={perDay} change={setPerDay} />
      {refusal && (
        <p className="refusal" role="alert">
          {refusal}
        </p>
      )}
      <div className="line">
        <button type="button" className="button button--primary" onClick={() => void keep()}>
          Keep these settings
        </button>
      </div>
    </>
  );
}

interface CapFieldProps {
  readonly label: string;
  readonly text: string;
  change(text: string): void;
}

function CapField({ label, text, change }: CapFieldProps) {
  const id = useId();
  return (
    <SettingRow label={label} htmlFor={id} help="In dollars; empty for no cap.">
      <input
        id={id}
        className="input input--short"
        inputMode="decimal"
        value={text}
        placeholder="no cap"
        onChange={(event) => change(event.target.value)}
      />
    </SettingRow>
  );
}
