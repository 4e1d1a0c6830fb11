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
  | 'unknown'
  | 'closed';

export const NEXT_STATES: Readonly<Record<JobState, readonly JobState[]>> = {
  intended: ['submitted', 'failed', 'cancelled', 'unknown', 'closed'],
  submitted: ['queued', 'running', 'fetching', 'failed', 'cancelled', 'expired', 'closed'],
  queued: ['running', 'fetching', 'failed', 'cancelled', 'expired', 'closed'],
  // Back to the queue: the platform tries again when it loses a runner.
  running: ['queued', 'fetching', 'failed', 'cancelled', 'expired', 'closed'],
  // Back to running: the result call may answer that it came too early.
  fetching: ['running', 'done', 'failed', 'cancelled', 'expired', 'closed'],
  // Found again at the provider after all.
  unknown: ['submitted', 'closed'],
  expired: ['fetching'],
  // Looked for again after all.
  closed: ['submitted', 'fetching'],
  // Its file is gone from the store and is fetched once more.
  done: ['fetching'],
  failed: [],
  cancelled: [],
};

/** States in which something may still come. */
export const OPEN_STATES: readonly JobState[] = ['intended', 'submitted', 'queued', 'running', 'fetching'];

export function isOpen(state: JobState): boolean {
  return OPEN_STATES.includes(state);
}
