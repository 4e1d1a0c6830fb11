import type { ProviderStatus } from '../../host/providers/provider-status.ts';

/** Who may take the jobs, as options. */
export const providerChoices = (providers: readonly ProviderStatus[]) => [
  { value: 'auto', label: 'Automatic' },
  ...providers.map(({ id, words }) => ({ value: id, label: words.label })),
];

/** What “Automatic” takes, in a sentence. */
export function automaticHelp(providers: readonly ProviderStatus[]): string {
  const labelsOf = (some: readonly ProviderStatus[]) => some.map(({ words }) => words.label).join(' or ');
  const automatic = providers.filter(({ isAutomatic }) => isAutomatic);
  const withKey = automatic.filter(({ key }) => key !== null);
  const others = automatic.filter(({ key }) => key === null);
  return `Automatic takes ${labelsOf(withKey)} when a key is set and the ${labelsOf(others).toLowerCase()} otherwise.`;
}
