import { profileByName } from '../faults/profiles/index.ts';
import type { Job } from '../job.ts';
import type { SimulatorState } from '../simulator-state.ts';
import { endpointIds } from './endpoint-ids.ts';
import { pageOf } from './page-of.ts';
import { platformError } from './refusals.ts';

const DAY_MS = 24 * 60 * 60_000;

/**
 * `GET /v1/models/requests/by-endpoint`: the requests of an account, the newest first, among them those whose
 * submit answer never reached the caller.
 */
export async function requestPage(request: Request, { jobs, clock }: SimulatorState): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const ids = endpointIds(request);
  if (ids.length === 0) return platformError(400, 'validation_error', 'endpoint_id takes 1 to 50 ids.');
  const requestId = query.get('request_id');
  const defaultStartMs = clock.now() - (requestId === null ? DAY_MS : 90 * DAY_MS);
  const startMs = query.has('start') ? Date.parse(query.get('start')!) : defaultStartMs;
  const endMs = query.has('end') ? Date.parse(query.get('end')!) : Number.POSITIVE_INFINITY;
  const status = query.get('status');
  await jobs.refresh();
  const found = jobs
    .all()
    .filter((job) => !job.oxen && ids.includes(job.endpointId))
    .filter((job) => sentAtMs(job) >= startMs && sentAtMs(job) <= endMs)
    .filter((job) => requestId === null || job.requestId === requestId)
    .filter((job) => status === null || statusOf(job) === status)
    .reverse();
  const withPayloads = query.getAll('expand').includes('payloads');
  const { items, ...page } = pageOf(found, query, { usual: 50, most: 100 });
  return Response.json({ items: items.map((job) => historyItem(job, withPayloads)), ...page });
}

/** When a request was sent, by the platform's own clock. */
function sentAtMs(job: Job): number {
  return job.sentAtMs + (profileByName(job.profile).clockAheadMs ?? 0);
}

function statusOf(job: Job): 'success' | 'error' | 'user_error' | 'pending' {
  if (!job.outcome) return 'pending';
  if (job.outcome.httpStatus < 400) return 'success';
  return job.outcome.httpStatus < 500 ? 'user_error' : 'error';
}

function historyItem(job: Job, withPayloads: boolean) {
  const time = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  const item = {
    request_id: job.requestId,
    endpoint_id: job.endpointId,
    sent_at: time(sentAtMs(job)),
    started_at: time(job.startedAtMs),
    ended_at: time(job.completedAtMs),
    status_code: job.outcome?.httpStatus ?? null,
    duration: job.outcome?.inferenceTimeS ?? null,
  };
  if (!withPayloads || !job.storesIo) return item;
  return { ...item, json_input: job.input, json_output: job.outcome?.body ?? null };
}
