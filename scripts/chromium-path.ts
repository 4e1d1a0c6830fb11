import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first one is Chromium without windows, which needs a quarter less of the processor. */
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'msedge',
];
const PLACES = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/Applications/Google Chrome.app/Contents/MacOS',
  'C:\\Program Files\\Google\\Chrome\\Application',
];
const MAC_NAME = 'Google Chrome';

/** A Chromium that is installed here: `CHROMIUM_PATH`, else the usual names in the usual places. Null without one. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | null {
  if (env.CHROMIUM_PATH) return existsSync(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : null;
  const folders = [...PLACES, ...(env.PATH ?? '').split(delimiter)];
  const names = [...NAMES, MAC_NAME].flatMap((name) => [name, `${name}.exe`]);
  for (const folder of folders) {
    for (const name of names) if (folder && existsSync(join(folder, name))) return join(folder, name);
  }
  return null;
}
