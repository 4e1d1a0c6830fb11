import { createOxenLink } from './oxen/oxen-link.ts';
import { oxenTerms } from './oxen/oxen-terms.ts';
import { createOxenPriceList } from './oxen/price-list.ts';
import { defineProvider } from './provider.ts';

/** Where Oxen shows keys, money and past requests. */
export const OXEN_PAGES = {
  keyPage: 'www.oxen.ai/settings/profile',
  billingPage: 'www.oxen.ai/settings/profile',
  requestsPage: 'www.oxen.ai/ai/workbench',
};

export const OXEN_MODE = {
  kind: 'choice',
  label: 'Oxen calls',
  help: 'The queue survives a lost line. A call that waits tells of wrong values at once, but is lost to sight when the line breaks.',
  choices: { queue: 'Queue', sync: 'Wait in one call' },
  default: 'queue',
} as const;

export const oxen = defineProvider({
  id: 'oxen',
  words: { label: 'Oxen', who: 'Oxen', ...OXEN_PAGES },
  isSimulated: false,
  keyKind: {
    file: 'oxen-key',
    variable: 'OXEN_API_KEY',
    fromEnvironment: ({ OXEN_API_KEY }) => OXEN_API_KEY || null,
    refuse: (key) =>
      /^[\x21-\x7e]{8,}$/.test(key)
        ? null
        : 'An Oxen key is one word without spaces. Copy the whole key from your profile at oxen.ai.',
  },
  // What Oxen asks for; its events wake the poll before.
  pace: { leastMs: 10_000, mostMs: 30_000 },
  settings: {
    oxenMode: OXEN_MODE,
    oxenUsdPerSecond: {
      kind: 'number',
      label: 'Price at Oxen',
      help: 'In dollars for a second of video, where Oxen’s price list does not tell. Caps need a price to hold.',
      min: 0,
      max: 1_000,
      default: null,
      placeholder: 'unknown',
      money: 'what a second of video costs at Oxen',
    },
  },
  tellsPrices: false,
  fetchesInputs: true,
  limits: {},
  open({ settings, addressOf, ...tools }) {
    // Oxen documents no way to upload inputs: it fetches them itself.
    const link = createOxenLink({ ...tools, mode: () => settings().oxenMode, upload: null });
    const prices = createOxenPriceList(link, tools.key, tools.clock);
    return {
      link,
      terms: async () =>
        oxenTerms({
          addressOf,
          pricing: await prices.read(),
          usdPerSecond: settings().oxenUsdPerSecond,
        }),
    };
  },
});
