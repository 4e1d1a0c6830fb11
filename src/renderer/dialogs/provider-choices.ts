import { PROVIDER_IDS, PROVIDERS, type ProviderId } from '../../fal/provider.ts';

export type ProviderChoice = 'auto' | ProviderId;

/** Who may take the jobs, as options. */
export const PROVIDER_CHOICES: readonly { readonly value: ProviderChoice; readonly label: string }[] = [
  { value: 'auto', label: 'Automatic' },
  ...PROVIDER_IDS.map((value) => ({ value, label: PROVIDERS[value].label })),
];
