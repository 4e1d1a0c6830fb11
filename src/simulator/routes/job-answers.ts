import type { Job } from '../job.ts';
import type { SimulatorState } from '../simulator-state.ts';
import { appOf } from './queue-path.ts';

/** fal keeps results of 10 kB and more for six minutes only, where payloads are not stored. */
const LARGE_RESULT_BYTES = 10_000;
const LARGE_RESULT_TTL_MS = 6 * 60_000;
const RESULT_TTL_MS = 60 * 60_000;
const STORED_RESULT_TTL_MS = 30 * 24 * 60 * 60_000;

function jobUrls({ endpointId, requestId }: Job) {
  const base = `https://queue.fal.run/${appOf(endpointId)}/requests/${requestId}`;
  return { response_url: base, status_url: `${base}/status`, cancel_url: `${base}/cancel` };
}

/** The body of a submit call. */
export function submitBody(job: Job, { scheduler }: SimulatorState) {
  return {
    status: 'IN_QUEUE',
    request_id: job.requestId,
    gateway_request_id: job.gatewayRequestId,
    ...jobUrls(job),
    queue_position: scheduler.queuePosition(job),
  };
}

/** HTTP status and body of a status call. */
export function statusAnswer(
  job: Job,
  withLogs: boolean,
  { scheduler }: SimulatorState,
): { httpStatus: 200 | 202; body: Record<string, unknown> } {
  const common = { request_id: job.requestId, gateway_request_id: job.gatewayRequestId, ...jobUrls(job) };
  const logs = withLogs ? job.logs : null;
  if (job.phase === 'queued') {
    const queue_position = scheduler.queuePosition(job);
    return { httpStatus: 202, body: { status: 'IN_QUEUE', queue_position, ...common } };
  }
  if (job.phase === 'running' || !job.outcome) {
    return { httpStatus: 202, body: { status: 'IN_PROGRESS', logs, ...common } };
  }
  const { error, errorType, inferenceTimeS } = job.outcome;
  const failure = error === undefined ? {} : { error, error_type: errorType };
  const metrics = { inference_time: inferenceTimeS };
  return { httpStatus: 200, body: { status: 'COMPLETED', logs, metrics, ...failure, ...common } };
}

/** Whether the result JSON of a completed job is gone by now. */
export function isResultExpired(job: Job, nowMs: number, ttlMs: number | undefined): boolean {
  if (job.completedAtMs === null || !job.outcome) return false;
  const bytes = () => Buffer.byteLength(JSON.stringify(job.outcome?.body));
  const lifetimeMs =
    ttlMs ??
    (job.storesIo
      ? STORED_RESULT_TTL_MS
      : bytes() >= LARGE_RESULT_BYTES
        ? LARGE_RESULT_TTL_MS
        : RESULT_TTL_MS);
  return nowMs >= job.completedAtMs + lifetimeMs;
}
