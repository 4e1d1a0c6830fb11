import { defineConfig } from 'vitest/config';

declare module 'vitest' {
  interface ProvidedContext {
    /** How long anything may be waited for in a browser; see `WAIT_LIMIT_MS`. */
    waitLimitMs: number;
  }
}

/**
 * The longest that any test waits for one state, by `expect.poll` or in a browser. No test sets a limit of its own:
 * this one is far beyond what the slowest machine needs, so it only ends a wait for what will never come.
 */
const WAIT_LIMIT_MS = 120_000;
/** A test waits several times, and says what it waited for only if it is not cut off before. */
const TEST_LIMIT_MS = 5 * WAIT_LIMIT_MS;

const limits = {
  testTimeout: TEST_LIMIT_MS,
  hookTimeout: TEST_LIMIT_MS,
  expect: { poll: { timeout: WAIT_LIMIT_MS } },
  provide: { waitLimitMs: WAIT_LIMIT_MS },
};

export default defineConfig({
  test: {
    teardownTimeout: WAIT_LIMIT_MS,
    reporters: ['default', './test/count-reporter.ts'],
    coverage: {
      provider: 'v8',
      include: ['src/engine/**', 'src/fal/**'],
      thresholds: { lines: 95 },
    },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**'],
          ...limits,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // The editor in a real browser, after the rest and one file at a time: a slow machine has no cores to spare.
        test: {
          name: 'browser',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/global-setup.ts'],
          maxWorkers: 1,
          ...limits,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
