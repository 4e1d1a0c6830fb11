import type { Places } from '../../engine/places.ts';
import type { Problem } from '../../engine/problem.ts';
import type { ImageValue, RequestValue } from '../../engine/value.ts';
import type { Charge, JobMoney } from '../../fal/charge.ts';
import type { DeliveredFile } from '../../fal/delivery.ts';
import type { JobState } from '../../fal/job-state.ts';
import type { Provider } from '../providers/provider.ts';

/**
 * How long a job may be under way. Uploads are kept for 7 days (`expiresIn: 7d`), so that nothing can start later than
 * that, and no more than 7 days are promised for what a job made (contract, section 3, retention).
 */
export const OPEN_LIFETIME_MS = 7 * 24 * 3_600_000;

/** Whether nothing can come of an open job any more but by a person who looks. */
export function isOverdue(job: Pick<Job, 'createdAtMs' | 'sentAtMs'>, nowMs: number): boolean {
  return nowMs - (job.sentAtMs ?? job.createdAtMs) > OPEN_LIFETIME_MS;
}

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
  /** Where the cell of the node lies that asked for it; null in rows from before that was written down. */
  readonly places: Places | null;
  readonly endpoint: string;
  readonly provider: Provider;
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
  /** The input as it went out, with the addresses of uploads; null until then. */
  readonly sent: Readonly<Record<string, unknown>> | null;
  /**
   * What nobody else's request has in common with `sent`: the mark in the address of an upload of ours, or a seed that
   * was drawn for this job. Null where there is nothing of the kind.
   */
  readonly mark: string | null;
  /** How far the provider's clock was ahead of ours when the submit left; null where that was not known. */
  readonly clockAheadMs: number | null;
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
  /** A request at the provider that reads like this lost one, but may be somebody else's. */
  readonly alikeRequestId: string | null;
  readonly result: ProviderResult | null;
  readonly asset: string | null;
  /** The EXR frames of an HDR take, in order. */
  readonly frames: readonly ImageValue[] | null;
  /** Why it failed, or why it is stuck while still open. */
  readonly problem: Problem | null;
  readonly notes: readonly string[];
}

/** What a job costs as far as it is known, for sums and caps. */
export function costOfJob(job: JobMoney): number {
  if (job.provider.isSimulated || job.charge === 'free') return 0;
  return job.billedUsd ?? job.estimateUsd;
}
