import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import LongestFirst from './test/longest-first.ts';
import { WAIT_LIMIT_MS } from './test/wait-limit.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** How long anything may be waited for in a browser; see `test/wait-limit.ts`. */
    waitLimitMs: number;
  }
}

/** A test waits several times, and says what it waited for only if it is not cut off before. */
const TEST_LIMIT_MS = 5 * WAIT_LIMIT_MS;

/** Tests that put something in the place of a module. */
const REPLACING_MODULES = ['test/main/**/*.test.ts', 'test/renderer/**/*.test.ts'];

const shared = {
  testTimeout: TEST_LIMIT_MS,
  hookTimeout: TEST_LIMIT_MS,
  expect: { poll: { timeout: WAIT_LIMIT_MS } },
  provide: { waitLimitMs: WAIT_LIMIT_MS },
  // The command line works in the folder that it is called in, which threads of one process would share.
  pool: 'forks',
  restoreMocks: true,
  // The many programs that tests start are compiled once.
  env: { NODE_COMPILE_CACHE: resolve(import.meta.dirname, 'node_modules/.cache/node') },
  // Vitest would leave a core idle.
  maxWorkers: availableParallelism(),
} as const;

export default defineConfig({
  test: {
    teardownTimeout: WAIT_LIMIT_MS,
    reporters: ['default', './test/count-reporter.ts'],
    sequence: { sequencer: LongestFirst },
    coverage: {
      provider: 'v8',
      include: ['src/engine/**', 'src/fal/**'],
      thresholds: { lines: 95 },
    },
    projects: [
      {
        // Files of one worker share the modules they import and the processes they use, which is most of their time.
        test: {
          ...shared,
          name: 'unit',
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', ...REPLACING_MODULES],
        },
      },
      {
        // Files that replace modules by others, which nobody else may see.
        test: { ...shared, name: 'replacing', include: REPLACING_MODULES },
      },
      {
        // The editor in a real browser.
        test: {
          ...shared,
          name: 'browser',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/global-setup.ts'],
        },
      },
    ],
  },
});
