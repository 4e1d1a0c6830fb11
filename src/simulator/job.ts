type JobPhase = 'queued' | 'running' | 'completed';

/** One line as the model printed it, in the form the status call returns. */
export interface LogEntry {
  readonly message: string;
  readonly level: 'STDERR' | 'STDOUT' | 'ERROR' | 'INFO' | 'WARN' | 'DEBUG';
  readonly source: 'USER';
  readonly timestamp: string;
}

/** What a finished job answers on its result call. */
export interface JobOutcome {
  readonly httpStatus: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Set when the job did not succeed; the status call shows both. */
  readonly error?: string;
  readonly errorType?: string;
  readonly billableUnits: number;
  readonly inferenceTimeS: number | null;
}

/** What a job that came in through Oxen's gateway was asked for in Oxen's own words. */
export interface OxenOrder {
  readonly model: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** False for calls that wait for the video: the queue does not know them. */
  readonly isQueued: boolean;
}

/** One queued request as the simulator keeps it on disk. Times are milliseconds of the simulator's clock. */
export interface Job {
  readonly requestId: string;
  /** Changes each time the platform tries the job again. */
  gatewayRequestId: string;
  /** Id of the simulator that runs it. */
  owner: string;
  readonly endpointId: string;
  readonly input: unknown;
  /** Set where it came in through Oxen's gateway. */
  readonly oxen?: OxenOrder;
  /** Name of the fault profile that this job lives under. */
  readonly profile: string;
  /** False after `X-Fal-Store-IO: 0`: payloads are not kept and the result expires early. */
  readonly storesIo: boolean;
  /** False after `X-Fal-No-Retry`. */
  readonly retries: boolean;
  readonly startTimeoutS: number | null;
  readonly fileLifetimeS: number | null;
  readonly lowPriority: boolean;
  readonly sentAtMs: number;
  readyAtMs: number;
  phase: JobPhase;
  startedAtMs: number | null;
  completedAtMs: number | null;
  attempts: number;
  cancelRequested: boolean;
  logs: LogEntry[];
  outcome: JobOutcome | null;
}
