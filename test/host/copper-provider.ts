import { readFile } from 'node:fs/promises';
import { PROVIDERS } from '../../src/host/providers/index.ts';
import { defineProvider } from '../../src/host/providers/provider.ts';
import type { Answer, ProviderLink } from '../../src/host/providers/provider-link.ts';
import { plainTrouble } from '../../src/host/providers/trouble.ts';
import { CLIP } from './shot.ts';

/** A key that no text contains by chance. */
export const COPPER_KEY = 'copper-badger-secret-5523';

/** What reached Copper, with what was chosen then. */
export const received: { readonly region: string; readonly input: Readonly<Record<string, unknown>> }[] = [];

const ok = <T>(value: T): Promise<Answer<T>> => Promise.resolve({ ok: true, value });

/** A provider that is declared here alone. It takes the keys that begin like its name. */
const copper = defineProvider({
  id: 'copper',
  words: {
    label: 'Copper',
    who: 'Copper',
    keyPage: 'copper.example/keys',
    billingPage: 'copper.example/money',
    requestsPage: 'copper.example/requests',
  },
  isSimulated: false,
  keyKind: {
    file: 'copper-key',
    variable: 'COPPER_KEY',
    fromEnvironment: ({ COPPER_KEY: key }) => key || null,
    refuse: (key) => (key.length > 10 ? null : 'A Copper key has more than ten signs.'),
  },
  pace: { leastMs: 100, mostMs: 200 },
  settings: {
    copperRegion: {
      kind: 'choice',
      label: 'Copper region',
      help: 'Where Copper’s machines stand.',
      choices: { north: 'North', south: 'South' },
      default: 'north',
    },
    copperRetries: {
      kind: 'number',
      label: 'Copper retries',
      help: 'How often Copper tries again.',
      min: 0,
      max: 5,
      default: 1,
    },
    copperUsdPerTake: {
      kind: 'number',
      label: 'Price at Copper',
      help: 'In dollars for a take.',
      min: 0,
      max: 100,
      default: null,
      placeholder: 'not known',
      money: 'what a take costs at Copper',
    },
  },
  tellsPrices: false,
  fetchesInputs: false,
  limits: { loraBytes: 1e9 },
  open({ key, settings }) {
    const checked = <T>(value: T): Promise<Answer<T>> =>
      key()?.startsWith('copper')
        ? ok(value)
        : Promise.resolve({
            ok: false,
            trouble: { ...plainTrouble('unauthorized', 'no such key'), isFinal: true },
          });
    const link: ProviderLink = {
      submit(_endpoint, input) {
        received.push({ region: settings().copperRegion, input });
        return checked({ requestId: `copper-${received.length}` });
      },
      status: () => ok({ state: 'completed', queuePosition: null, logs: [] }),
      result: () => ok({ data: { video: { url: 'https://copper.example/take.mp4' } }, billedUnits: null }),
      cancel: () => ok('too-late'),
      upload: ({ name }) => ok(`https://copper.example/in/${name}`),
      pastRequests: () => ok([]),
      clockAheadMs: () => null,
      testKey: () => checked(null),
      download: async () => new Response(await readFile(CLIP)),
    };
    return {
      link,
      terms: async () => ({ check: () => [], costUsd: () => settings().copperUsdPerTake }),
    };
  },
});

/** Everyone on offer where Copper is, too. */
export const OFFER = [...PROVIDERS, copper];
