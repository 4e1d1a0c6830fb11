/** How long the simulated platform takes, in milliseconds of the simulator's clock. */
export interface Timings {
  /** From submit until a job may leave the queue. */
  readonly queueMs: number;
  /** Added for each stranger that a profile puts ahead in the queue. */
  readonly queueStepMs: number;
  /** Least time a job stays IN_PROGRESS, however quick the rendering was. */
  readonly leastRunMs: number;
  /** From a runner failure until the platform tries the job again. */
  readonly retryMs: number;
  /** Pause between the pieces of a slow download. */
  readonly slowChunkMs: number;
  /** Silence after which Oxen's event stream sends a comment. */
  readonly keepAliveMs: number;
}

export const DEFAULT_TIMINGS: Timings = {
  queueMs: 600,
  queueStepMs: 1500,
  leastRunMs: 0,
  retryMs: 400,
  slowChunkMs: 250,
  keepAliveMs: 15_000,
};
