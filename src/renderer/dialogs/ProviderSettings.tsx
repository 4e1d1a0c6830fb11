import { useStore } from 'zustand';
import { speaksOxen } from '../../fal/provider.ts';
import { editor } from '../commands/editor.ts';
import { refreshProviders } from '../commands/refresh-host.ts';
import { changeSettings } from '../commands/settings-change.ts';
import { ChoiceRow } from './ChoiceRow.tsx';
import { ConnectionTest } from './ConnectionTest.tsx';
import { OxenSettings } from './OxenSettings.tsx';
import { ProviderKey } from './ProviderKey.tsx';
import { PROVIDER_CHOICES, type ProviderChoice } from './provider-choices.ts';
import { SettingRow } from './SettingRow.tsx';

/** Who takes the jobs, and the key for it. */
export function ProviderSettings() {
  const provider = useStore(editor.settings, (state) => state.provider);
  const current = useStore(editor.host, (state) => state.currentProvider);
  async function choose(value: ProviderChoice) {
    await changeSettings(editor, { provider: value });
    await refreshProviders(editor);
  }
  return (
    <>
      <SettingRow
        label="Provider"
        help={`Automatic takes fal when a key is set and the simulator otherwise. Now: ${current ?? 'unknown'}.`}
      >
        <ChoiceRow
          label="Provider"
          value={provider}
          options={PROVIDER_CHOICES}
          onChange={(value) => void choose(value)}
        />
      </SettingRow>
      <ProviderKey name="fal" />
      {current !== null && speaksOxen(current) && <OxenSettings />}
      <ConnectionTest />
    </>
  );
}
