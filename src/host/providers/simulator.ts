import { FAL_PAGES } from './fal.ts';
import { createFalLink } from './fal-link.ts';
import { defineProvider } from './provider.ts';

/** Any well-formed key opens the simulator; it is no secret. */
export const SIMULATOR_KEY = 'simulator:simulator';

/** Nobody has to be spared, and a simulated job takes seconds. */
export const SIMULATOR_PACE = { leastMs: 150, mostMs: 500 };

export const simulator = defineProvider({
  id: 'simulator',
  words: { label: 'Simulator', who: 'The simulator', ...FAL_PAGES },
  isSimulated: true,
  isAutomatic: true,
  keyKind: null,
  pace: SIMULATOR_PACE,
  settings: {},
  tellsPrices: true,
  fetchesInputs: false,
  limits: {},
  open(tools) {
    const link = createFalLink({ ...tools, key: () => SIMULATOR_KEY });
    return { link, models: link };
  },
});
