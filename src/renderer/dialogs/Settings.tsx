import { Tabs } from 'radix-ui';
import type { ComponentType } from 'react';
import type { SettingsSection } from '../state/dialog-store.ts';
import { AccessSettings } from './AccessSettings.tsx';
import { DialogFrame } from './DialogFrame.tsx';
import { KeySettings } from './KeySettings.tsx';
import { LookSettings } from './LookSettings.tsx';
import { OutputSettings } from './OutputSettings.tsx';
import { ProviderSettings } from './ProviderSettings.tsx';
import { SpendingSettings } from './SpendingSettings.tsx';

const SECTIONS: readonly {
  readonly id: SettingsSection;
  readonly label: string;
  readonly Body: ComponentType;
}[] = [
  { id: 'provider', label: 'Provider', Body: ProviderSettings },
  { id: 'spending', label: 'Spending', Body: SpendingSettings },
  { id: 'output', label: 'Output', Body: OutputSettings },
  { id: 'access', label: 'Reading', Body: AccessSettings },
  { id: 'look', label: 'Look', Body: LookSettings },
  { id: 'keys', label: 'Keys', Body: KeySettings },
];

/** Everything the user may choose; each change holds at once. */
export function Settings({ first }: { readonly first: SettingsSection }) {
  return (
    <DialogFrame title="Settings" width={720}>
      <Tabs.Root defaultValue={first} orientation="vertical" className="settings">
        <Tabs.List className="settings__list" aria-label="Sections">
          {SECTIONS.map(({ id, label }) => (
            <Tabs.Trigger key={id} value={id} className="settings__tab">
              {label}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {SECTIONS.map(({ id, Body }) => (
          <Tabs.Content key={id} value={id} className="settings__body">
            <Body />
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </DialogFrame>
  );
}
