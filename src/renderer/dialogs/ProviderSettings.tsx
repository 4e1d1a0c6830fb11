import { useStore } from 'zustand';
import { editor } from '../commands/editor.ts';
import { changeSettings } from '../commands/settings-change.ts';
import { refreshProviders } from '../shell/refresh-host.ts';
import { ChoiceRow } from './ChoiceRow.tsx';
import { ConnectionTest } from './ConnectionTest.tsx';
import { FalKey } from './FalKey.tsx';
import { SettingRow } from './SettingRow.tsx';

const PROVIDERS = [
  { value: 'auto', label: 'Automatic' },
  { value: 'simulator', label: 'Simulator' },
  { value: 'fal', label: 'fal' },
] as const;

/** Who takes the jobs, and the key for it. */
export function ProviderSettings() {
  const provider = useStore(editor.settings, (state) => state.provider);
  const current = useStore(editor.host, (state) => state.currentProvider);
  async function choose(value: (typeof PROVIDERS)[number]['value']) {
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
          options={PROVIDERS}
          onChange={(value) => void choose(value)}
        />
      </SettingRow>
      <FalKey />
      <ConnectionTest />
    </>
  );
}
