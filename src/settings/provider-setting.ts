import * as z from 'zod/mini';

interface Told {
  readonly label: string;
  /** What it means, in a sentence or two below its field. */
  readonly help: string;
}

/** One of a few ways to do something. */
export interface ChoiceSetting extends Told {
  readonly kind: 'choice';
  /** Labels by the value that is kept. */
  readonly choices: Readonly<Record<string, string>>;
  readonly default: string;
}

/** A number in a range; it may be left empty where nothing is its default. */
export interface NumberSetting extends Told {
  readonly kind: 'number';
  readonly min: number;
  readonly max: number;
  readonly default: number | null;
  /** Shown in the empty field. */
  readonly placeholder?: string;
  /**
   * What it is in the middle of a sentence, where it decides what is spent: nothing that costs money is sent while the
   * kept one makes no sense.
   */
  readonly money?: string;
}

/** Something that a provider lets people choose: its row in the settings, and its value in settings.json. */
export type ProviderSetting = ChoiceSetting | NumberSetting;

/** Settings by the name under which settings.json keeps them. */
export type ProviderSettings = Readonly<Record<string, ProviderSetting>>;

export type SettingValue = string | number | null;

/** What is chosen, by the names of these settings. */
export type SettingValues<S extends ProviderSettings> = { readonly [Name in keyof S]: ValueOf<S[Name]> };

type ValueOf<T> = T extends ChoiceSetting
  ? Extract<keyof T['choices'], string>
  : T extends { readonly default: number }
    ? number
    : number | null;

/** What may be kept for a setting. */
export function schemaOfSetting(setting: ProviderSetting): z.ZodMiniType<SettingValue> {
  if (setting.kind === 'choice') return z.enum(Object.keys(setting.choices));
  const number = z.number().check(z.minimum(setting.min), z.maximum(setting.max));
  return setting.default === null ? z.nullable(number) : number;
}

/** Settings that decide what is spent, by name, with what each is in the middle of a sentence. */
export function moneyWordsOf(settings: ProviderSettings): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, setting] of Object.entries(settings))
    if (setting.kind === 'number' && setting.money !== undefined) found[name] = setting.money;
  return found;
}
