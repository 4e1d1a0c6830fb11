import { readFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { z } from 'zod';
import { writeAtomic } from '../write-atomic.ts';

const capUsd = z.number().min(0).max(1_000_000).nullable();

const fields = {
  provider: z
    .enum(['auto', 'simulator', 'fal'])
    .describe('auto takes fal when a key is set and the simulator otherwise'),
  capPerRunUsd: capUsd,
  capPerDayUsd: capUsd,
  theme: z.enum(['system', 'dark', 'light']),
  keymap: z.enum(['comfyui', 'blender']),
};

/** What the user has chosen. No secret belongs here. */
export const settingsSchema = z.object({
  provider: fields.provider.default('auto'),
  capPerRunUsd: fields.capPerRunUsd.default(10),
  capPerDayUsd: fields.capPerDayUsd.default(50),
  theme: fields.theme.default('system'),
  keymap: fields.keymap.default('comfyui'),
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

/** What a client may change; folders are granted through a dialog or a command line only. */
export const settingsPatchSchema = z.strictObject(fields).partial();
export type SettingsPatch = Partial<Settings>;

export interface SettingsStore {
  get(): Settings;
  update(patch: SettingsPatch): Promise<Settings>;
}

/**
 * Reads the settings of a home; a field that makes no sense falls back to its default and the others stay. A file that
 * is no JSON at all is put aside as `.broken` before the next change is written.
 */
export function openSettings(path: string): SettingsStore {
  const { settings, isBroken } = readSettings(path);
  let current = settings;
  let writing = isBroken ? rename(path, `${path}.broken`).catch(() => {}) : Promise.resolve();
  return {
    get: () => current,
    update(patch) {
      current = settingsSchema.parse({ ...current, ...patch });
      const text = `${JSON.stringify(current, null, 2)}\n`;
      const written = writing.catch(() => {}).then(() => writeAtomic(path, text, 0o600));
      writing = written;
      return written.then(() => current);
    },
  };
}

function readSettings(path: string): { readonly settings: Settings; readonly isBroken: boolean } {
  const defaults = settingsSchema.parse({});
  let stored: unknown;
  try {
    stored = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return { settings: defaults, isBroken: error instanceof SyntaxError };
  }
  const fields: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(settingsSchema.shape)) {
    const parsed = schema.safeParse((stored as Record<string, unknown> | null)?.[name]);
    if (parsed.success) fields[name] = parsed.data;
  }
  return { settings: settingsSchema.parse(fields), isBroken: false };
}
