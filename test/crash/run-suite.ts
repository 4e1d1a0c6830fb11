import type { Scenario } from './draw.ts';
import { END_OF_WORK } from './order.ts';
import { type Report, runScenario } from './run-scenario.ts';
import { openStage } from './stage.ts';

export interface SuiteOptions {
  readonly scenarios: Iterable<Scenario>;
  /** No scenario is begun once so many hosts were killed in the middle of their work. */
  readonly killCount: number;
  /** Scenarios that are played at the same time. */
  readonly atOnce: number;
  readonly onReport?: (place: number, scenario: Scenario, report: Report) => void;
}

export interface SuiteReport {
  /** Kills in the middle of work. */
  readonly kills: number;
  /** Scenarios by what was going on. */
  readonly byKind: Readonly<Record<string, number>>;
  /** Kills by the place where the victim stood. */
  readonly byPlace: Readonly<Record<string, number>>;
  /** Each with the scenario that brings it about. */
  readonly breaches: readonly string[];
}

/** Plays scenarios against one served simulator. Their places count from 0. */
export async function runSuite({
  scenarios,
  killCount,
  atOnce,
  onReport,
}: SuiteOptions): Promise<SuiteReport> {
  const stage = await openStage();
  const queue = scenarios[Symbol.iterator]();
  const byKind: Record<string, number> = {};
  const byPlace: Record<string, number> = {};
  const breaches: string[] = [];
  let kills = 0;
  let begun = 0;

  async function playOn(): Promise<void> {
    while (kills < killCount) {
      const { done, value: scenario } = queue.next();
      if (done) return;
      const place = begun++;
      const report = await runScenario(stage, scenario, place);
      const inWork = report.killedAt.filter((at) => at !== END_OF_WORK);
      kills += inWork.length;
      byKind[scenario.kind] = (byKind[scenario.kind] ?? 0) + 1;
      for (const at of inWork) byPlace[at] = (byPlace[at] ?? 0) + 1;
      breaches.push(...report.breaches.map((breach) => `${breach} [${place}: ${JSON.stringify(scenario)}]`));
      onReport?.(place, scenario, report);
    }
  }

  try {
    await Promise.all(Array.from({ length: atOnce }, playOn));
  } finally {
    await stage.close();
  }
  return { kills, byKind, byPlace, breaches };
}
