import { useStore } from 'zustand';
import type {
  NumberSetting,
  ProviderSetting,
  ProviderSettings,
  SettingValue,
} from '../../settings/provider-setting.ts';
import { editor } from '../commands/editor.ts';
import { refreshProviders } from '../commands/refresh-host.ts';
import { trySettings } from '../commands/settings-change.ts';
import { notifyProblem } from '../state/notify.ts';
import { ChoiceRow } from './ChoiceRow.tsx';
import { NumberRow } from './NumberRow.tsx';
import { numberOfText } from './number-text.ts';
import { SettingRow } from './SettingRow.tsx';

/** What a provider lets people choose, drawn from its declaration. */
export function ProviderOwnSettings({ settings }: { readonly settings: ProviderSettings }) {
  return Object.entries(settings).map(([name, setting]) => <Row key={name} name={name} setting={setting} />);
}

function Row({ name, setting }: { readonly name: string; readonly setting: ProviderSetting }) {
  const { label, help } = setting;
  const kept = useStore(editor.settings, (state) => state.providerSettings[name]);
  const value = kept === undefined ? setting.default : kept;

  async function keep(chosen: SettingValue) {
    const problem = await trySettings(editor, { providerSettings: { [name]: chosen } });
    // Plans are priced anew.
    await refreshProviders(editor);
    return problem;
  }

  if (setting.kind === 'number') {
    return (
      <NumberRow
        label={label}
        help={help}
        value={value as number | null}
        placeholder={setting.placeholder}
        {...readingOf(setting)}
        keep={keep}
      />
    );
  }
  const options = Object.entries(setting.choices).map(([choice, words]) => ({ value: choice, label: words }));
  return (
    <SettingRow label={label} help={help}>
      <ChoiceRow
        label={label}
        value={String(value)}
        options={options}
        onChange={(chosen) =>
          void keep(chosen).then((problem) => problem && notifyProblem(problem, { id: 'settings' }))
        }
      />
    </SettingRow>
  );
}

function readingOf({ min, max, default: usual }: NumberSetting) {
  const mayBeEmpty = usual === null;
  const range = `a number from ${min.toLocaleString('en')} to ${max.toLocaleString('en')}`;
  return {
    refusal: `Type ${range}${mayBeEmpty ? ', or nothing' : ''}.`,
    parse(text: string) {
      const value = numberOfText(text, min, max);
      return value === null && !mayBeEmpty ? undefined : value;
    },
  };
}
