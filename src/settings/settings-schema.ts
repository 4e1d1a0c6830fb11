import { z } from 'zod';
import {
  moneyWordsOf,
  type ProviderSettings,
  type SettingValue,
  schemaOfSetting,
} from './provider-setting.ts';

const capUsd = z.number().min(0).max(1_000_000).nullable();
const settingValue = z.union([z.string(), z.number(), z.null()]);

const hasAtMost = (count: number) => (record: object) => Object.keys(record).length <= count;

const fields = {
  provider: z.string().describe('auto takes fal when a key is set and the simulator otherwise'),
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
  providerSettings: z
    .record(z.string(), settingValue)
    .default({})
    .describe('What the providers let choose; settings.json keeps it beside the others, by the same names'),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Settings to change; those that are not named stay, of providers too. */
export type SettingsPatch = Partial<
  Omit<Settings, 'providerSettings'> & {
    readonly providerSettings: Readonly<Record<string, SettingValue | undefined>>;
  }
>;

/** A provider that a home may be used with, and what it lets people choose. */
export interface OfferedProvider {
  readonly id: string;
  readonly settings: ProviderSettings;
}

const { providerSettings: _, ...shape } = settingsSchema.shape;

/** What settings.json and a client may say where these providers are on offer. */
export function settingsFormOf(providers: readonly OfferedProvider[]) {
  const provider = z.enum(['auto', ...providers.map(({ id }) => id)]);
  const settings: ProviderSettings = Object.assign({}, ...providers.map((each) => each.settings));
  const own = Object.entries(settings).map(([name, setting]) => [name, schemaOfSetting(setting)] as const);
  const kept = own.map(([name, schema]) => [name, schema.default(settings[name]!.default)] as const);
  return {
    /** Every field of settings.json; what is not there gets its default. */
    fields: { ...shape, provider: provider.default('auto'), ...Object.fromEntries(kept) } as Readonly<
      Record<string, z.ZodType>
    >,
    /** What a client may change; what may be read is granted one by one, through a door of its own. */
    patch: z
      .strictObject({
        ...fields,
        provider,
        providerSettings: z.strictObject(Object.fromEntries(own)).partial(),
      })
      .partial(),
    /**
     * Settings that decide what is spent, with their words: a guess in their place could cost more than the user
     * allowed. Without what a provider costs nothing is sent there, so that it need not be asked for.
     */
    money: { ...MONEY_WORDS, ...moneyWordsOf(settings) } as Readonly<Record<string, string>>,
    isOwn: (name: string) => Object.hasOwn(settings, name),
  };
}
export type SettingsForm = ReturnType<typeof settingsFormOf>;

/** Settings about money that hold for every provider, with their words in the middle of a sentence. */
export const MONEY_WORDS = {
  provider: 'the provider',
  capPerRunUsd: 'the cap per run',
  capPerDayUsd: 'the cap per day',
} as const;

/** Settings as the fields of settings.json: those of providers beside the others. */
export function flatSettings({ providerSettings, ...others }: SettingsPatch): Record<string, unknown> {
  return { ...others, ...providerSettings };
}

/** The fields of settings.json as settings; a field that makes no sense falls back to its default and the others stay. */
export function settingsOf(
  stored: Readonly<Record<string, unknown>>,
  { fields, isOwn }: SettingsForm,
): Settings {
  const known: Record<string, unknown> = {};
  const providerSettings: Record<string, SettingValue> = {};
  for (const [name, schema] of Object.entries(fields)) {
    const parsed = schema.safeParse(stored[name]);
    const value = parsed.success ? parsed.data : schema.parse(undefined);
    if (isOwn(name)) providerSettings[name] = value as SettingValue;
    else known[name] = value;
  }
  return settingsSchema.parse({ ...known, providerSettings });
}
