import { cellPlan } from '../state/cell-values.ts';
import { useTabRun } from '../state/use-run.ts';

/** Frames per second of what a node gives, as far as the plan knows it. */
export function useFps(nodeId: string): number | null {
  const forecast = useTabRun((run) => cellPlan(run, nodeId)?.forecast);
  for (const value of Object.values(forecast ?? {})) {
    const { fps } = (value ?? {}) as { readonly fps?: unknown };
    if (typeof fps === 'number' && fps > 0) return fps;
  }
  return null;
}
