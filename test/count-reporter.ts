import type { Reporter, TestModule } from 'vitest/node';

/** Ends a test run with one plain line of counts that any program can read. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) counts[test.result().state]++;
      if (!module.ok() && [...module.children.allTests()].every((test) => test.ok())) counts.failed++;
    }
    counts.failed += unhandledErrors.length;
    const skipped = counts.skipped + counts.pending;
    const skippedPart = skipped > 0 ? `, ${skipped} skipped` : '';
    // After the default reporter, which writes its own summary in the same turn.
    process.once('exit', () => {
      process.stdout.write(`${counts.passed} passed, ${counts.failed} failed${skippedPart}\n`);
    });
  }
}
