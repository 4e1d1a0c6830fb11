import { availableParallelism } from 'node:os';
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

const shared = {
  testTimeout: TEST_LIMIT_MS,
  hookTimeout: TEST_LIMIT_MS,
  expect: { poll: { timeout: WAIT_LIMIT_MS } },
  provide: { waitLimitMs: WAIT_LIMIT_MS },
  // The command line works in the folder that it is called in, which threads of one process would share.
  pool: 'forks',
  // About half of their time tests wait for processes and browsers, so that one worker a core would leave cores idle.
  maxWorkers: Math.ceil(1.5 * availableParallelism()),
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
        test: { ...shared, name: 'unit', include: ['test/**/*.test.ts'], exclude: ['test/e2e/**'] },
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
