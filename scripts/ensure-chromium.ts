import { spawnSync } from 'node:child_process';
import { findChromium } from './chromium-path.ts';

/** Debian’s; older systems have only the second. */
const PACKAGES = ['chromium-headless-shell', 'chromium'];
const HOW = 'Install Chromium or Chrome, or name one in CHROMIUM_PATH.';

/** Makes sure that there is a Chromium for the browser tests: installs the system’s own where that is allowed. */
function ensureChromium(): number {
  if (findChromium()) return 0;
  if (process.env.CHROMIUM_PATH) {
    console.error(`CHROMIUM_PATH names ${process.env.CHROMIUM_PATH}, which is not there. ${HOW}`);
    return 1;
  }
  const mayInstall = process.platform === 'linux' && process.getuid?.() === 0;
  if (!mayInstall) {
    console.error(`The browser tests need Chromium, and there is none. ${HOW}`);
    return 1;
  }
  console.log('Installing Chromium for the browser tests …');
  const apt = (...args: string[]) => spawnSync('apt-get', args, { stdio: 'inherit' }).status === 0;
  const install = (name: string) => apt('install', '-y', '-q', '--no-install-recommends', name);
  if (!apt('update', '-q') || !PACKAGES.some(install)) {
    console.error(`Chromium could not be installed. ${HOW}`);
    return 1;
  }
  return findChromium() ? 0 : 1;
}

process.exitCode = ensureChromium();
