import { fal } from './fal.ts';
import { oxen } from './oxen.ts';
import { oxenSimulator } from './oxen-simulator.ts';
import type { Provider } from './provider.ts';
import { simulator } from './simulator.ts';

/** Everyone who can take jobs, in menu order. */
export const PROVIDERS: readonly Provider[] = [simulator, fal, oxen, oxenSimulator];
