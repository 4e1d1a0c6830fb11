import type { Trouble } from './trouble.ts';

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly trouble: Trouble };

/** Where a job stands, as the queue tells it. */
export interface QueueState {
  readonly state: 'queued' | 'running' | 'completed';
  /** How many are ahead; 0 is next. */
  readonly queuePosition: number | null;
  /** Everything the job has printed so far. */
  readonly logs: readonly string[];
}

export interface JobResult {
  readonly data: unknown;
  readonly billedUnits: number | null;
}

export interface UploadOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (fraction: number) => void;
}

export interface SubmitCallOptions {
  /** Aborted when the host closes: only calls that wait for the result itself heed it. */
  readonly closed?: AbortSignal;
  /** Called when the answer will only come with the result. */
  readonly onWaiting?: () => void;
}

/** What a provider answers to a submit. */
export interface Submission {
  readonly requestId: string;
  /** The endpoint's answer, where the provider gives it at once and will not give it again. */
  readonly data?: unknown;
}

/** A past request as the provider remembers it. */
export interface PastRequest {
  readonly requestId: string;
  /** By the provider's clock; null where it does not tell. */
  readonly sentAtMs: number | null;
  readonly input: Readonly<Record<string, unknown>>;
  /** Whether fields may be missing from `input` although they were sent. */
  readonly isPartial?: boolean;
}

/** The calls that the host makes to a provider. None of them rejects for expected trouble. */
export interface ProviderLink {
  /** Sends a paid request exactly once. */
  submit(
    endpoint: string,
    input: Readonly<Record<string, unknown>>,
    options?: SubmitCallOptions,
  ): Promise<Answer<Submission>>;
  /** Sets up what should stand before a submit leaves. */
  getReady?(signal: AbortSignal): Promise<void>;
  status(endpoint: string, requestId: string, signal?: AbortSignal): Promise<Answer<QueueState>>;
  result(endpoint: string, requestId: string, signal?: AbortSignal): Promise<Answer<JobResult>>;
  /** `removed` never started; `requested` may still finish and be charged; `too-late` is complete already. */
  cancel(endpoint: string, requestId: string): Promise<Answer<'removed' | 'requested' | 'too-late'>>;
  /** Null where the provider takes files by their public address only. */
  readonly upload:
    | ((file: Blob & { readonly name?: string }, options?: UploadOptions) => Promise<Answer<string>>)
    | null;
  /**
   * Requests to an endpoint since a time of the provider's clock, with what was sent: how a job without an id is found
   * again.
   */
  pastRequests(endpoint: string, sinceMs: number): Promise<Answer<readonly PastRequest[]>>;
  /** How far the provider's clock is ahead of ours by its latest answer; null before the first. */
  clockAheadMs(): number | null;
  /** The cheapest call that needs a working key. */
  testKey(): Promise<Answer<null>>;
  /** A public file of the provider, from byte `from` on. Rejects like `fetch`. */
  download(url: string, from: number, signal?: AbortSignal): Promise<Response>;
  /** Calls back when the provider tells that a request may have ended; returns the way to stop that. */
  onNews?(requestId: string, listener: () => void): () => void;
  /** Lets go of every connection. */
  close?(): void;
}
