import type { CDPSession, Page } from 'playwright-core';
import { quantile } from './quantile.ts';

/** What a gesture cost. */
export interface Cost {
  readonly frameP50Ms: number;
  readonly frameP95Ms: number;
  readonly frameWorstMs: number;
  readonly frameCount: number;
  /** Main-thread CPU time per frame, and its part in script, ms. */
  readonly mainMs: number;
  readonly scriptMs: number;
  readonly longTaskCount: number;
  readonly longTaskMs: number;
  /** CPU time of all of the browser's processes per frame, ms. */
  readonly allProcessesMs: number;
  /** From a pointer event to the end of the frame that shows it, ms; 0 without such events. */
  readonly latencyP50Ms: number;
}

/** Measures what happens in a page while `act` goes on. */
export async function measure(
  page: Page,
  session: CDPSession,
  browser: CDPSession,
  act: () => Promise<void>,
): Promise<Cost> {
  await page.evaluate(() => window.recorder.start());
  const [before, processesBefore] = [await mainThread(session), await processSeconds(browser)];
  await act();
  const [after, processesAfter] = [await mainThread(session), await processSeconds(browser)];
  const { frames, longTasks, latencies } = await page.evaluate(() => window.recorder.stop());
  const count = Math.max(1, frames.length);
  return {
    frameP50Ms: quantile(frames, 0.5),
    frameP95Ms: quantile(frames, 0.95),
    frameWorstMs: Math.max(0, ...frames),
    frameCount: frames.length,
    mainMs: (1000 * (after.task - before.task)) / count,
    scriptMs: (1000 * (after.script - before.script)) / count,
    longTaskCount: longTasks.length,
    longTaskMs: longTasks.reduce((sum, ms) => sum + ms, 0),
    allProcessesMs: (1000 * (processesAfter - processesBefore)) / count,
    latencyP50Ms: quantile(latencies, 0.5),
  };
}

async function mainThread(session: CDPSession): Promise<{ task: number; script: number }> {
  const { metrics } = await session.send('Performance.getMetrics');
  const metricOf = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
  return { task: metricOf('TaskDuration'), script: metricOf('ScriptDuration') };
}

async function processSeconds(browser: CDPSession): Promise<number> {
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}
