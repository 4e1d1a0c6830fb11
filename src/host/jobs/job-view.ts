import type { Payee } from '../../fal/charge.ts';
import { costOfJob, type Job } from './job.ts';

/** A job as clients see it: without the provider's addresses of what went out and what came. */
export interface JobView
  extends Omit<
    Job,
    'provider' | 'result' | 'owner' | 'requestKey' | 'frames' | 'sent' | 'mark' | 'clockAheadMs'
  > {
  readonly provider: Payee & { readonly id: string };
  /** Billed where known, else the estimate; 0 for what costs nothing. */
  readonly costUsd: number;
  /** How many EXR frames came with it. */
  readonly exrFrameCount: number;
}

export function viewOfJob(job: Job): JobView {
  const { result: _result, owner: _owner, requestKey: _requestKey, frames, ...known } = job;
  const { sent: _sent, mark: _mark, clockAheadMs: _ahead, provider, ...rest } = known;
  const { id, isSimulated, words } = provider;
  return {
    ...rest,
    provider: { id, isSimulated, words: { label: words.label } },
    costUsd: costOfJob(job),
    exrFrameCount: frames?.length ?? 0,
  };
}
