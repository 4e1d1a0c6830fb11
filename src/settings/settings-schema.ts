import * as z from 'zod/mini';
import {
  moneyWordsOf,
  type ProviderSettings,
  type SettingValue,
  schemaOfSetting,
} from './provider-setting.ts';

const capUsd = z.nullable(z.number().check(z.minimum(0), z.maximum(1_000_000)));
const settingValue = z.union([z.string(), z.number(), z.null()]);

const text = (most: number) => z.string().check(z.maxLength(most));
const hasAtMost = (count: number) => (record: object) => Object.keys(record).length <= count;

const fields = {
  /** `auto` takes fal when a key is set and the simulator otherwise. */
  provider: z.string(),
  capPerRunUsd: capUsd,
  capPerDayUsd: capUsd,
  theme: z.enum(['system', 'dark', 'light']),
  keymap: z.enum(['comfyui', 'blender']),
  /** Keys of commands that differ from the preset, by command id; an empty list is no key. */
  keys: z
    .record(text(100), z.array(text(50)).check(z.maxLength(10)))
    .check(z.refine(hasAtMost(1000), 'too many keys')),
  /** Sizes and states of the editor’s panels. */
  panels: z
    .record(text(100), z.union([z.number(), z.boolean(), text(200)]))
    .check(z.refine(hasAtMost(100), 'too many entries')),
  /** Hints that the user has read. */
  hints: z.array(text(100)).check(z.maxLength(100)),
};

/** What the user has chosen. No secret belongs here. */
export const settingsSchema = z.object({
  provider: z._default(fields.provider, 'auto'),
  capPerRunUsd: z._default(fields.capPerRunUsd, 10),
  capPerDayUsd: z._default(fields.capPerDayUsd, 50),
  theme: z._default(fields.theme, 'system'),
  keymap: z._default(fields.keymap, 'comfyui'),
  keys: z._default(fields.keys, {}),
  panels: z._default(fields.panels, {}),
  hints: z._default(fields.hints, []),
  /** Null writes into “output” beside the workflow. */
  outputFolder: z._default(z.nullable(text(4096)), null),
  /** Folders that any workflow may read, beside its own. */
  grantedFolders: z._default(z.array(text(4096)).check(z.maxLength(1000)), []),
  /** What the providers let choose; settings.json keeps it beside the others, by the same names. */
  providerSettings: z._default(z.record(z.string(), settingValue), {}),
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
  const kept = own.map(([name, schema]) => [name, z._default(schema, settings[name]!.default)] as const);
  return {
    /** Every field of settings.json; what is not there gets its default. */
    fields: { ...shape, provider: z._default(provider, 'auto'), ...Object.fromEntries(kept) } as Readonly<
      Record<string, z.ZodMiniType>
    >,
    /** What a client may change; what may be read is granted one by one, through a door of its own. */
    patch: z.partial(
      z.strictObject({
        ...fields,
        provider,
        providerSettings: z.partial(z.strictObject(Object.fromEntries(own))),
      }),
    ),
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
