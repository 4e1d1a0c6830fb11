import { ensureBuilt, PAGE } from '../../scripts/built-parts.ts';
import { findChromium } from '../../scripts/chromium-path.ts';

/** Stops at once where the browser tests cannot run, with what to do about it. */
export function setup(): void {
  if (findChromium() === null) {
    throw new Error('No Chromium was found. Run “node scripts/ensure-chromium.ts”, or set CHROMIUM_PATH.');
  }
  if (!ensureBuilt(PAGE)) throw new Error('The editor could not be built; see above.');
}
