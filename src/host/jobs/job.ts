import type { Problem } from '../../engine/problem.ts';
import type { ImageValue, RequestValue } from '../../engine/value.ts';
import type { DeliveredFile } from '../../fal/delivery.ts';
import { isSimulated, type ProviderId } from '../../fal/provider.ts';

/** Where a job stands. The ledger refuses every step that is not listed in `NEXT_STATES`. */
export type JobState =
  | 'intended'
  | 'submitted'
  | 'queued'
  | 'running'
  | 'fetching'
  | 'done'
  | 'failed'
  | 'cancelled'
  | 'expired'
  | 'unknown';

export const NEXT_STATES: Readonly<Record<JobState, readonly JobState[]>> = {
  intended: ['submitted', 'failed', 'cancelled', 'unknown'],
  submitted: ['queued', 'running', 'fetching', 'failed', 'cancelled', 'expired'],
  queued: ['running', 'fetching', 'failed', 'cancelled', 'expired'],
  // Back to the queue: the platform tries again when it loses a runner.
  running: ['queued', 'fetching', 'failed', 'cancelled', 'expired'],
  // Back to running: the result call may answer that it came too early.
  fetching: ['running', 'done', 'failed', 'cancelled', 'expired'],
  // Found again at the provider after all.
  unknown: ['submitted'],
  expired: ['fetching'],
  done: [],
  failed: [],
  cancelled: [],
};

/** States in which something may still come. */
export const OPEN_STATES: readonly JobState[] = ['intended', 'submitted', 'queued', 'running', 'fetching'];

export function isOpen(state: JobState): boolean {
  return OPEN_STATES.includes(state);
}

/**
 * Who pays: `open` is under way and counts with its estimate, `billed` is paid, `free` costs nothing, `maybe` may be
 * charged by the provider's rules, `unknown` cannot be told.
 */
export type Charge = 'open' | 'billed' | 'free' | 'maybe' | 'unknown';

/** What the provider delivered, as it said itself. */
export interface ProviderResult {
  readonly url: string;
  readonly sizeBytes: number | null;
  /** ZIP of EXR frames; absent in rows from before there were any. */
  readonly exrArchive?: DeliveredFile | null;
  /** What else a model that we do not know delivered; absent where nothing was. */
  readonly others?: readonly DeliveredFile[];
  readonly seed: number | null;
  readonly prompt: string | null;
}

/** One paid request in the ledger. Times are milliseconds since the epoch. */
export interface Job {
  readonly id: string;
  readonly runId: string;
  readonly workflowId: string;
  readonly workflowName: string;
  readonly nodeId: string;
  readonly endpoint: string;
  readonly provider: ProviderId;
  /** Slot of the host that looks after this job. */
  readonly owner: number;
  /** SHA-256 of provider, endpoint and input with media by content: equal keys ask for the same take. */
  readonly requestKey: string;
  /** The provider's id, null until the submit was answered. */
  readonly requestId: string | null;
  readonly state: JobState;
  readonly seed: number | null;
  readonly input: RequestValue['input'];
  readonly asked: RequestValue['output'];
  readonly estimateUsd: number;
  readonly megapixels: number;
  readonly unitPriceUsd: number;
  readonly billedUnits: number | null;
  readonly billedUsd: number | null;
  readonly charge: Charge;
  readonly createdAtMs: number;
  /** When the submit left; null means that nothing was ever sent. */
  readonly sentAtMs: number | null;
  readonly submittedAtMs: number | null;
  readonly updatedAtMs: number;
  readonly finishedAtMs: number | null;
  readonly result: ProviderResult | null;
  readonly asset: string | null;
  /** The EXR frames of an HDR take, in order. */
  readonly frames: readonly ImageValue[] | null;
  /** Why it failed, or why it is stuck while still open. */
  readonly problem: Problem | null;
  readonly notes: readonly string[];
}

/** What a job costs as far as it is known, for sums and caps. */
export function costOfJob(job: Pick<Job, 'provider' | 'charge' | 'billedUsd' | 'estimateUsd'>): number {
  if (isSimulated(job.provider) || job.charge === 'free') return 0;
  return job.billedUsd ?? job.estimateUsd;
}
