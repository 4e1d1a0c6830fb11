import { openAsBlob } from 'node:fs';
import type { RequestFieldValue } from '../../engine/value.ts';
import { readDelivery } from '../../fal/delivery.ts';
import { endpointById } from '../../fal/index.ts';
import type { ProviderLink, Submission } from '../providers/provider-link.ts';
import type { Trouble } from '../providers/trouble.ts';
import { findLostJob } from './find-lost-job.ts';
import type { Job } from './job.ts';
import type { JobContext, JobRoute } from './job-context.ts';
import { jobProblem, withCharge, wordsOfTrouble } from './job-problems.ts';
import { refuseLargeLoras } from './refuse-large-loras.ts';
import { assetsOf, isAssetField } from './request-assets.ts';

/** Tries of an upload: it costs nothing to send a file again. */
const UPLOAD_TRIES = 3;
const UPLOAD_PAUSE_MS = 2_000;

export interface Sent {
  readonly job: Job;
  /** Whether an upload from an earlier job was relied upon. */
  readonly usedOldUpload: boolean;
}

/**
 * Uploads what an intended job needs and submits it once. The job comes back submitted, or ended with its problem.
 * `signal` is heeded until the submit leaves; after that only a cancel at the provider helps.
 */
export async function sendJob(context: JobContext, job: Job, signal: AbortSignal): Promise<Sent> {
  const { ledger } = context;
  const route = context.route(job);
  const refused = await refuseLargeLoras(context, job);
  if (refused) return ended(refused);
  const uploaded = await uploadAll(context, route, job, signal);
  if (!uploaded.ok) {
    const { trouble } = uploaded;
    const stopped = trouble.kind === 'cancelled' || signal.aborted;
    if (stopped) return ended(await ledger.move(job.id, 'cancelled', { charge: 'free' }));
    const words = wordsOfTrouble(trouble, job.provider);
    const problem = jobProblem(job, 'provider', {
      ...words,
      message: `The upload failed and nothing was submitted. ${words.message}`,
    });
    return ended(await ledger.move(job.id, 'failed', { charge: 'free', problem }));
  }
  await route.link.getReady?.(signal);
  if (signal.aborted) return ended(await ledger.move(job.id, 'cancelled', { charge: 'free' }));
  await ledger.patch(job.id, { sentAtMs: context.clock.now() });
  const answer = await route.link.submit(job.endpoint, uploaded.input, {
    closed: context.closed,
    onWaiting: () => context.progress(job.id, { state: 'running' }),
  });
  const { usedOldUpload } = uploaded;
  if (answer.ok) return { job: await writeSubmission(context, job, answer.value), usedOldUpload };
  if (answer.trouble.kind === 'ambiguous') {
    return { job: await findLostJob(context, ledger.get(job.id)!, answer.trouble), usedOldUpload };
  }
  return { job: await refuseJob(context, job, answer.trouble), usedOldUpload };
}

const ended = (job: Job): Sent => ({ job, usedOldUpload: false });

/** Notes the id in the same breath as the answer; a result that came with it is noted, too, and only to be fetched. */
async function writeSubmission(
  { ledger }: JobContext,
  job: Job,
  { requestId, data }: Submission,
): Promise<Job> {
  const endpoint = endpointById(job.endpoint);
  const delivery = data === undefined || !endpoint ? null : readDelivery(endpoint, data);
  if (!delivery) return ledger.move(job.id, 'submitted', { requestId });
  const { video, exrArchive, seed, prompt } = delivery;
  await ledger.move(job.id, 'submitted', { requestId, result: { ...video, exrArchive, seed, prompt } });
  return ledger.move(job.id, 'fetching');
}

/** A submit that was answered with a refusal costs nothing, unless a model was at work: no request was recorded. */
async function refuseJob({ ledger }: JobContext, job: Job, trouble: Trouble): Promise<Job> {
  const charge = trouble.reachedModel ? 'maybe' : 'free';
  const words = withCharge(wordsOfTrouble(trouble, job.provider), job, charge);
  return ledger.move(job.id, 'failed', { charge, problem: jobProblem(job, 'provider', words) });
}

type Uploaded =
  | { readonly ok: true; readonly input: Record<string, unknown>; readonly usedOldUpload: boolean }
  | { readonly ok: false; readonly trouble: Trouble };

/** The input as the provider takes it: files replaced by their URLs. */
async function uploadAll(
  context: JobContext,
  route: JobRoute,
  job: Job,
  signal: AbortSignal,
): Promise<Uploaded> {
  const urls = new Map<string, string>();
  let usedOldUpload = false;
  for (const { asset, name } of assetsOf(Object.values(job.input))) {
    if (urls.has(asset)) continue;
    if (route.link.upload === null) {
      const url = context.addressOf(asset);
      if (url === null) return { ok: false, trouble: withoutAddress(name) };
      urls.set(asset, url);
      continue;
    }
    const known = context.uploads.find(route.storage, asset);
    if (known !== null) {
      usedOldUpload = true;
      urls.set(asset, known);
      continue;
    }
    const sent = await uploadOne(context, route.link.upload, job, { asset, name }, signal);
    if (!sent.ok) return sent;
    context.uploads.remember(route.storage, asset, sent.url);
    urls.set(asset, sent.url);
  }
  const fields = Object.entries(job.input).map(([name, value]) => [name, withUrls(value, urls)]);
  return { ok: true, input: Object.fromEntries(fields), usedOldUpload };
}

async function uploadOne(
  context: JobContext,
  upload: NonNullable<ProviderLink['upload']>,
  job: Job,
  { asset, name }: { asset: string; name: string },
  signal: AbortSignal,
): Promise<{ ok: true; url: string } | { ok: false; trouble: Trouble }> {
  const type = context.assets.get(asset)?.contentType ?? 'application/octet-stream';
  const blob = Object.assign(await openAsBlob(context.assets.pathOf(asset), { type }), { name });
  const onProgress = (fraction: number) => context.progress(job.id, { state: 'uploading', fraction });
  onProgress(0);
  for (let attempt = 1; ; attempt++) {
    const answer = await upload(blob, { signal, onProgress });
    if (answer.ok) return { ok: true, url: answer.value };
    const { kind } = answer.trouble;
    const mayHelp = kind === 'no-answer' || kind === 'server' || kind === 'garbled';
    if (!mayHelp || attempt === UPLOAD_TRIES || signal.aborted) return { ok: false, trouble: answer.trouble };
    await context.clock.sleep(UPLOAD_PAUSE_MS * attempt, signal);
  }
}

/** What the checks before a run should have caught. */
function withoutAddress(name: string): Trouble {
  return {
    kind: 'refused',
    status: null,
    text: `it takes files by their public address only, and “${name}” has none`,
    fields: [],
    errorType: null,
    isFinal: true,
    billedUnits: null,
  };
}

function withUrls(value: RequestFieldValue, urls: ReadonlyMap<string, string>): unknown {
  if (isAssetField(value)) return urls.get(value.asset);
  if (Array.isArray(value)) return value.map((item) => withUrls(item, urls));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, withUrls(field, urls)]));
}
