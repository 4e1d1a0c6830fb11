/** Everyone who can take jobs, in menu order. */
export const PROVIDER_IDS = ['simulator', 'fal', 'oxen', 'oxen-simulator'] as const;
export type ProviderId = (typeof PROVIDER_IDS)[number];

/** What people are told about a provider. */
export interface ProviderFacts {
  readonly label: string;
  /** Its name at the start of a sentence. */
  readonly who: string;
  /** Whether it runs on this machine and costs nothing. */
  readonly isSimulated: boolean;
  /** Pages to look for keys, money and past requests; a simulator shows those of the one it plays. */
  readonly keyPage: string;
  readonly billingPage: string;
  readonly requestsPage: string;
}

const FAL_PAGES = {
  keyPage: 'fal.ai/dashboard/keys',
  billingPage: 'fal.ai/dashboard/billing',
  requestsPage: 'fal.ai/dashboard/requests',
};
const OXEN_PAGES = {
  keyPage: 'www.oxen.ai/settings/profile',
  billingPage: 'www.oxen.ai/settings/profile',
  requestsPage: 'www.oxen.ai/ai/workbench',
};

export const PROVIDERS: Readonly<Record<ProviderId, ProviderFacts>> = {
  simulator: { label: 'Simulator', who: 'The simulator', isSimulated: true, ...FAL_PAGES },
  fal: { label: 'fal', who: 'fal', isSimulated: false, ...FAL_PAGES },
  oxen: { label: 'Oxen', who: 'Oxen', isSimulated: false, ...OXEN_PAGES },
  'oxen-simulator': {
    label: 'Oxen simulator',
    who: 'The Oxen simulator',
    isSimulated: true,
    ...OXEN_PAGES,
  },
};

/** Whether jobs at this provider are played on this machine and cost nothing. */
export function isSimulated(provider: ProviderId): boolean {
  return PROVIDERS[provider].isSimulated;
}

/** Whether requests go out in Oxen's terms. */
export function speaksOxen(provider: ProviderId): boolean {
  return provider === 'oxen' || provider === 'oxen-simulator';
}
