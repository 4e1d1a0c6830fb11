import { PROVIDERS } from '../../src/host/providers/index.ts';
import { openSettings as open } from '../../src/host/settings/settings.ts';

/** The settings at a path where all our providers are on offer. */
export const openSettings = (path: string) => open(path, PROVIDERS);
