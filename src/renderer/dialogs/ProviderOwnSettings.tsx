import { useId, useState } from 'react';
import { useStore } from 'zustand';
import type { ChoiceSetting, NumberSetting, ProviderSettings } from '../../settings/provider-setting.ts';
import { editor } from '../commands/editor.ts';
import { refreshProviders } from '../commands/refresh-host.ts';
import { changeSettings, trySettings } from '../commands/settings-change.ts';
import { ChoiceRow } from './ChoiceRow.tsx';
import { SettingRow } from './SettingRow.tsx';

/** What a provider lets people choose, drawn from its declaration. */
export function ProviderOwnSettings({ settings }: { readonly settings: ProviderSettings }) {
  return Object.entries(settings).map(([name, setting]) =>
    setting.kind === 'choice' ? (
      <ChoiceSettingRow key={name} name={name} setting={setting} />
    ) : (
      <NumberSettingRow key={name} name={name} setting={setting} />
    ),
  );
}

function useOwnSetting(name: string) {
  return useStore(editor.settings, (state) => state.providerSettings[name]);
}

function ChoiceSettingRow({ name, setting }: { readonly name: string; readonly setting: ChoiceSetting }) {
  const { label, help, choices } = setting;
  const value = useOwnSetting(name) ?? setting.default;
  return (
    <SettingRow label={label} help={help}>
      <ChoiceRow
        label={label}
        value={String(value)}
        options={Object.entries(choices).map(([choice, words]) => ({ value: choice, label: words }))}
        onChange={(chosen) => void changeSettings(editor, { providerSettings: { [name]: chosen } })}
      />
    </SettingRow>
  );
}

function NumberSettingRow({ name, setting }: { readonly name: string; readonly setting: NumberSetting }) {
  const id = useId();
  const { label, help, min, max, placeholder } = setting;
  const mayBeEmpty = setting.default === null;
  const kept = useOwnSetting(name) ?? setting.default;
  const [refusal, setRefusal] = useState<string | null>(null);

  async function change(text: string) {
    const isEmpty = text.trim() === '';
    const value = isEmpty ? null : Number(text.trim().replace(/^\$/, ''));
    if (value === kept) return setRefusal(null);
    if (value === null ? !mayBeEmpty : !(value >= min && value <= max)) {
      const range = `a number from ${min.toLocaleString('en')} to ${max.toLocaleString('en')}`;
      return setRefusal(`Type ${range}${mayBeEmpty ? ', or nothing' : ''}.`);
    }
    const problem = await trySettings(editor, { providerSettings: { [name]: value } });
    setRefusal(problem ? `${problem.message} ${problem.fix}` : null);
    // Plans are priced anew.
    await refreshProviders(editor);
  }

  return (
    <SettingRow label={label} htmlFor={id} help={help}>
      <input
        key={String(kept)}
        id={id}
        className="input input--short"
        inputMode="decimal"
        defaultValue={kept ?? ''}
        placeholder={placeholder}
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
