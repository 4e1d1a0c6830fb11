import { useStore } from 'zustand';
import { editor } from '../commands/editor.ts';
import { changeSettings } from '../commands/settings-change.ts';
import { ChoiceRow } from './ChoiceRow.tsx';
import { SettingRow } from './SettingRow.tsx';

const THEMES = [
  { value: 'system', label: 'As the system' },
  { value: 'dark', label: 'Dark' },
  { value: 'light', label: 'Light' },
] as const;

export function LookSettings() {
  const theme = useStore(editor.settings, (state) => state.theme);
  return (
    <SettingRow label="Theme">
      <ChoiceRow
        label="Theme"
        value={theme}
        options={THEMES}
        onChange={(value) => void changeSettings(editor, { theme: value })}
      />
    </SettingRow>
  );
}
