import type { Instance } from './instance.ts';
import type { Job } from './job.ts';
import type { JobStore } from './job-store.ts';

/**
 * Makes an unfinished job of a simulator that is gone our own. If it was running it is queued again, as the
 * platform does when a runner is lost. Leaves jobs of live simulators alone.
 */
export async function takeUp(job: Job, jobs: JobStore, instance: Instance, nowMs: number): Promise<void> {
  if (job.phase === 'completed' || job.owner === instance.id) return;
  if (await instance.isAlive(job.owner)) return;
  job.owner = instance.id;
  if (job.phase === 'running') {
    job.gatewayRequestId = crypto.randomUUID();
    job.phase = 'queued';
    job.startedAtMs = null;
    job.readyAtMs = nowMs;
    job.logs.push({
      message: 'The runner was lost; the request is queued again',
      level: 'WARN',
      source: 'USER',
      timestamp: new Date(nowMs).toISOString(),
    });
  }
  await jobs.save(job);
}
