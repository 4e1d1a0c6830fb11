import { z } from 'zod';
import { PROVIDER_IDS } from '../fal/provider.ts';

const capUsd = z.number().min(0).max(1_000_000).nullable();

const hasAtMost = (count: number) => (record: object) => Object.keys(record).length <= count;

const fields = {
  provider: z
    .enum(['auto', ...PROVIDER_IDS])
    .describe('auto takes fal when a key is set and the simulator otherwise'),
  oxenMode: z
    .enum(['queue', 'sync'])
    .describe('queue asks Oxen until a video is ready, sync waits for it in one call'),
  oxenUsdPerSecond: z
    .number()
    .min(0)
    .max(1_000)
    .nullable()
    .describe('What a second of video is taken to cost at Oxen where its price list does not tell'),
  capPerRunUsd: capUsd,
  capPerDayUsd: capUsd,
  theme: z.enum(['system', 'dark', 'light']),
  keymap: z.enum(['comfyui', 'blender']),
  keys: z
    .record(z.string().max(100), z.array(z.string().max(50)).max(10))
    .refine(hasAtMost(1000), 'too many keys')
    .describe('Keys of commands that differ from the preset, by command id; an empty list is no key'),
  panels: z
    .record(z.string().max(100), z.union([z.number(), z.boolean(), z.string().max(200)]))
    .refine(hasAtMost(100), 'too many entries')
    .describe('Sizes and states of the editor’s panels'),
  hints: z.array(z.string().max(100)).max(100).describe('Hints that the user has read'),
};

/** What the user has chosen. No secret belongs here. */
export const settingsSchema = z.object({
  provider: fields.provider.default('auto'),
  oxenMode: fields.oxenMode.default('queue'),
  oxenUsdPerSecond: fields.oxenUsdPerSecond.default(null),
  capPerRunUsd: fields.capPerRunUsd.default(10),
  capPerDayUsd: fields.capPerDayUsd.default(50),
  theme: fields.theme.default('system'),
  keymap: fields.keymap.default('comfyui'),
  keys: fields.keys.default({}),
  panels: fields.panels.default({}),
  hints: fields.hints.default([]),
  outputFolder: z
    .string()
    .max(4096)
    .nullable()
    .default(null)
    .describe('null writes into “output” beside the workflow'),
  grantedFolders: z
    .array(z.string().max(4096))
    .max(1000)
    .default([])
    .describe('Folders that any workflow may read, beside its own'),
});
export type Settings = z.infer<typeof settingsSchema>;

/** What a client may change; what may be read is granted one by one, through a door of its own. */
export const settingsPatchSchema = z.strictObject(fields).partial();
export type SettingsPatch = Partial<Settings>;

/** Settings that decide what is spent: a guess in their place could cost more than the user allowed. */
export const MONEY_FIELDS = ['provider', 'capPerRunUsd', 'capPerDayUsd', 'oxenUsdPerSecond'] as const;
export type MoneyField = (typeof MONEY_FIELDS)[number];
