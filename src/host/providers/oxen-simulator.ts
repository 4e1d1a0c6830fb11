import { createFalLink } from './fal-link.ts';
import { createOxenLink } from './oxen/oxen-link.ts';
import { oxenTerms } from './oxen/oxen-terms.ts';
import { OXEN_MODE, OXEN_PAGES } from './oxen.ts';
import { defineProvider } from './provider.ts';
import { SIMULATOR_KEY, SIMULATOR_PACE } from './simulator.ts';

export const oxenSimulator = defineProvider({
  id: 'oxen-simulator',
  words: { label: 'Oxen simulator', who: 'The Oxen simulator', ...OXEN_PAGES },
  isSimulated: true,
  keyKind: null,
  pace: SIMULATOR_PACE,
  settings: { oxenMode: OXEN_MODE },
  tellsPrices: true,
  fetchesInputs: true,
  limits: {},
  open({ settings, ...tools }) {
    const opened = { ...tools, key: () => SIMULATOR_KEY };
    // Clips of this machine can be tried, too: they lie where the simulator keeps uploads for fal.
    const { upload } = createFalLink(opened);
    return {
      link: createOxenLink({ ...opened, mode: () => settings().oxenMode, upload }),
      terms: async () => oxenTerms({}),
    };
  },
});
