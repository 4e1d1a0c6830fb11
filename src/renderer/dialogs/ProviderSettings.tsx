import { useStore } from 'zustand';
import { editor } from '../commands/editor.ts';
import { refreshProviders } from '../commands/refresh-host.ts';
import { changeSettings } from '../commands/settings-change.ts';
import { automaticWithKey, currentProviderOf } from '../state/host-store.ts';
import { ChoiceRow } from './ChoiceRow.tsx';
import { ConnectionTest } from './ConnectionTest.tsx';
import { ProviderKey } from './ProviderKey.tsx';
import { ProviderOwnSettings } from './ProviderOwnSettings.tsx';
import { automaticHelp, providerChoices } from './provider-choices.ts';
import { SettingRow } from './SettingRow.tsx';

/** Who takes the jobs, the key for it, and what else it lets choose. */
export function ProviderSettings() {
  const provider = useStore(editor.settings, (state) => state.provider);
  const providers = useStore(editor.host, (state) => state.providers);
  const current = useStore(editor.host, currentProviderOf);
  const automatic = useStore(editor.host, automaticWithKey);
  async function choose(value: string) {
    await changeSettings(editor, { provider: value });
    await refreshProviders(editor);
  }
  return (
    <>
      <SettingRow label="Provider" help={`${automaticHelp(providers)} Now: ${current?.id ?? 'unknown'}.`}>
        <ChoiceRow
          label="Provider"
          value={provider}
          options={providerChoices(providers)}
          onChange={(value) => void choose(value)}
        />
      </SettingRow>
      {automatic && <ProviderKey provider={automatic} />}
      {current && current.id !== automatic?.id && <ProviderKey key={current.id} provider={current} />}
      {current && <ProviderOwnSettings settings={current.settings} />}
      <ConnectionTest />
    </>
  );
}
