import type { TestProject } from 'vitest/node';
import { ensureBuilt, PAGE } from '../../scripts/built-parts.ts';
import { findChromium } from '../../scripts/chromium-path.ts';
import { startShared } from './shared.ts';

/** Stops at once where the browser tests cannot run, with what to do about it; else starts what they share. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (findChromium() === null) {
    throw new Error('No Chromium was found. Run “node scripts/ensure-chromium.ts”, or set CHROMIUM_PATH.');
  }
  if (!ensureBuilt(PAGE)) throw new Error('The editor could not be built; see above.');
  const shared = await startShared();
  project.provide('sharedOrigin', shared.origin);
  return shared.stop;
}
