import { MAX_LORA_BYTES } from '../../fal/lora-presets.ts';
import { createFalLink } from './fal-link.ts';
import { defineProvider } from './provider.ts';

/** Where fal shows keys, money and past requests. */
export const FAL_PAGES = {
  keyPage: 'fal.ai/dashboard/keys',
  billingPage: 'fal.ai/dashboard/billing',
  requestsPage: 'fal.ai/dashboard/requests',
};

export const fal = defineProvider({
  id: 'fal',
  words: { label: 'fal', who: 'fal', ...FAL_PAGES },
  isSimulated: false,
  isAutomatic: true,
  keyKind: {
    file: 'fal-key',
    variable: 'FAL_KEY',
    fromEnvironment: ({ FAL_KEY, FAL_KEY_ID, FAL_KEY_SECRET }) =>
      FAL_KEY || (FAL_KEY_ID && FAL_KEY_SECRET ? `${FAL_KEY_ID}:${FAL_KEY_SECRET}` : null),
    refuse: (key) =>
      /^[^\s:]+:[^\s:]+$/.test(key)
        ? null
        : `A fal key has two parts with a colon between them. Copy the whole key from ${FAL_PAGES.keyPage}.`,
  },
  // fal asks not to be polled hotter than this, and a video takes minutes.
  pace: { leastMs: 1_000, mostMs: 5_000 },
  settings: {},
  tellsPrices: true,
  fetchesInputs: false,
  limits: { loraBytes: MAX_LORA_BYTES },
  open(tools) {
    const link = createFalLink(tools);
    return { link, models: link };
  },
});
