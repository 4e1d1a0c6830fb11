import { endpointOfOxenModel, oxenModelOf } from '../../fal/oxen/models.ts';
import { fromOxenParams } from '../../fal/oxen/translate.ts';
import type { FaultProfile } from '../faults/fault-profile.ts';
import type { Job, JobOutcome } from '../job.ts';
import { newJob } from '../routes/new-job.ts';
import type { SimulatorState } from '../simulator-state.ts';

/** A field that only the gateway reads. */
const OWN_FIELDS = ['model', 'num_generations', 'target_namespace', 'response_format'];

type Body = Readonly<Record<string, unknown>>;

/** A job as an Oxen call describes it; undefined for a model that is not simulated. */
export function oxenJob(
  body: Body,
  isQueued: boolean,
  profile: FaultProfile,
  { clock, timings, instance, endpoints }: SimulatorState,
): Job | undefined {
  const model = String(body.model ?? '');
  const endpointId = endpointOfOxenModel(model);
  if (endpointId === undefined || !endpoints.some(({ id }) => id === endpointId)) return undefined;
  const params = Object.fromEntries(Object.entries(body).filter(([name]) => !OWN_FIELDS.includes(name)));
  const input = fromOxenParams(oxenModelOf(endpointId)!, params);
  const facts = { profile, timings, nowMs: clock.now(), owner: instance.id };
  const job = newJob(endpointId, input, new Headers(), facts);
  return { ...job, oxen: { model, params, isQueued } };
}

/** What became of a generation in Oxen's word for it. */
export function oxenStatus({ phase, outcome, startedAtMs }: Job): string {
  if (phase === 'queued') return 'queued';
  if (phase === 'running' || !outcome) return startedAtMs === null ? 'queued' : 'processing';
  if (outcome.errorType === 'client_cancelled') return 'cancelled';
  return outcome.httpStatus < 400 ? 'succeeded' : 'failed';
}

/** Address of the video that a generation made, or null. */
export function resultUrl({ outcome }: Job): string | null {
  if (!outcome || outcome.httpStatus >= 400) return null;
  const { video, preview_video } = outcome.body as {
    video?: { url: string };
    preview_video?: { url: string };
  };
  return (video ?? preview_video)?.url ?? null;
}

/** How the gateway passes on what the model's host answered. */
export function upstreamText({ httpStatus, body }: JobOutcome): string {
  return `Getting model response error: ${httpStatus} - ${JSON.stringify(body)}`;
}

/** A generation as the queue tells it: its own facts, and the parameters it was sent with. */
export function generationBody(job: Job) {
  const seconds = (ms: number | null) => (ms === null ? null : Math.floor(ms / 1000));
  const status = oxenStatus(job);
  return {
    ...job.oxen!.params,
    generation_id: job.requestId,
    model_name: job.oxen!.model,
    prompt: job.oxen!.params.prompt ?? null,
    media_type: 'video',
    status,
    result_url: resultUrl(job),
    error_message: status === 'failed' ? upstreamText(job.outcome!) : null,
    enqueued_at: seconds(job.sentAtMs),
    started_at: seconds(job.startedAtMs),
    completed_at: seconds(job.completedAtMs),
  };
}
