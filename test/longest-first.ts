import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What a file of a folder takes where nothing is known of an earlier run, in seconds: measured once, roughly. */
const USUAL_S: Readonly<Record<string, number>> = {
  e2e: 30,
  cli: 12,
  simulator: 10,
  crash: 10,
  host: 5,
  media: 5,
};
const LEAST_S = 1;

/**
 * One queue for all projects with the longest files first, so that every worker is busy to the end. Vitest's own order
 * runs one project after the other.
 */
export default class LongestFirst extends BaseSequencer {
  override async sort(specs: TestSpecification[]): Promise<TestSpecification[]> {
    const lengthOf = (spec: TestSpecification): number => {
      const kept = this.ctx.cache.getTestSpecificationResult(spec);
      return kept?.duration ? kept.duration / 1_000 : usualS(spec.moduleId);
    };
    return specs
      .map((spec) => ({ spec, lengthS: lengthOf(spec) }))
      .sort((a, b) => b.lengthS - a.lengthS || a.spec.moduleId.localeCompare(b.spec.moduleId))
      .map(({ spec }) => spec);
  }
}

function usualS(file: string): number {
  const folder = relative(import.meta.dirname, file).split('/')[0]!;
  return USUAL_S[folder] ?? LEAST_S;
}
