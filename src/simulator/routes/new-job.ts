import type { FaultProfile } from '../faults/fault-profile.ts';
import type { Job } from '../job.ts';
import type { Timings } from '../timings.ts';

interface NewJobFacts {
  readonly profile: FaultProfile;
  readonly timings: Timings;
  readonly nowMs: number;
  readonly owner: string;
}

/** A job as a submit call describes it by its headers. */
export function newJob(
  endpointId: string,
  input: unknown,
  headers: Headers,
  { profile, timings, nowMs, owner }: NewJobFacts,
): Job {
  const startTimeoutS = Number(headers.get('x-fal-request-timeout'));
  return {
    requestId: crypto.randomUUID(),
    gatewayRequestId: crypto.randomUUID(),
    owner,
    endpointId,
    input,
    profile: profile.name,
    storesIo: headers.get('x-fal-store-io') !== '0',
    retries: !/^(1|true|yes)$/i.test(headers.get('x-fal-no-retry') ?? ''),
    startTimeoutS: startTimeoutS > 0 ? startTimeoutS : null,
    fileLifetimeS: lifetimeOf(headers.get('x-fal-object-lifecycle-preference')),
    lowPriority: headers.get('x-fal-queue-priority') === 'low',
    sentAtMs: nowMs,
    readyAtMs: nowMs + timings.queueMs + (profile.strangersAhead ?? 0) * timings.queueStepMs,
    phase: 'queued',
    startedAtMs: null,
    completedAtMs: null,
    attempts: 0,
    cancelRequested: false,
    logs: [],
    outcome: null,
  };
}

/** Seconds that a lifecycle header allows files to live, or null for as long as the CDN keeps them. */
export function lifetimeOf(header: string | null): number | null {
  if (header === null) return null;
  const seconds = (JSON.parse(header) as { expiration_duration_seconds?: unknown })
    .expiration_duration_seconds;
  return typeof seconds === 'number' ? seconds : null;
}
