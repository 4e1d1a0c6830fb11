import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

interface Scan {
  readonly theme: 'dark' | 'light';
  /** Selectors of what is left out. */
  readonly except?: readonly string[];
}

/**
 * What axe finds serious or worse on a page, as lines to read. The page’s policy forbids it to be loaded as a script. Themes
 * differ by their colours alone: the light one is asked for contrast.
 */
export async function seriousFindings(page: Page, { theme, except = [] }: Scan): Promise<string[]> {
  await page.evaluate(AXE);
  const options = theme === 'dark' ? {} : { runOnly: ['color-contrast'] };
  const found = await page.evaluate<{ violations: Violation[]; passes: { nodes: unknown[] }[] }>(
    `axe.run({ exclude: ${JSON.stringify(except)} }, ${JSON.stringify(options)}).then(({ violations, passes }) => ({
      violations,
      passes: passes.map(({ nodes }) => ({ nodes: nodes.map(() => null) })),
    }))`,
  );
  // A scan that looked at nothing would find nothing either.
  if (theme === 'dark') expect(found.passes.length).toBeGreaterThan(10);
  else expect(found.passes[0]?.nodes.length).toBeGreaterThan(10);
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
    );
}
