import { readAnyDelivery, readDelivery } from '../../fal/delivery.ts';
import { endpointById } from '../../fal/index.ts';
import { isSimulated, PROVIDERS } from '../../fal/provider.ts';
import { inspectAsset } from '../assets/inspect-asset.ts';
import { videoValue } from '../assets/media-values.ts';
import type { Trouble } from '../providers/trouble.ts';
import { compareTake } from './compare-take.ts';
import { type Fetched, fetchFile, keepFetched, type Step } from './fetch-file.ts';
import { fetchFrames } from './fetch-frames.ts';
import { fetchOthers } from './fetch-others.ts';
import type { Charge, Job, ProviderResult } from './job.ts';
import type { JobContext } from './job-context.ts';
import { jobProblem, withCharge, wordsOfTrouble } from './job-problems.ts';
import { assetsOf } from './request-assets.ts';
import { takeName } from './take-of-job.ts';

/** Waits between tries; after the last the job stays open and is taken up by a resume or the next start. */
const PAUSES_MS = [1_000, 3_000, 8_000, 15_000];

/** Brings home the result of a completed job: read, downloaded, hashed, probed, compared, written down. */
export async function fetchTake(context: JobContext, id: string): Promise<Fetched> {
  for (let attempt = 0; ; attempt++) {
    const step = await tryFetch(context, id);
    if (step.kind !== 'again') return step.kind;
    if (attempt >= PAUSES_MS.length) {
      const job = context.ledger.get(id)!;
      await context.ledger.patch(id, {
        problem: jobProblem(job, 'provider', {
          message: `The take is complete at the provider but could not be fetched: ${step.text}.`,
          fix: 'Resume the job later; nothing is submitted or paid again.',
        }),
      });
      return 'later';
    }
    context.progress(id, { state: 'fetching', log: `Could not fetch the take: ${step.text}. Trying again.` });
    await context.clock.sleep(PAUSES_MS[attempt]!, context.closed);
    if (context.closed.aborted) return 'later';
  }
}

async function tryFetch(context: JobContext, id: string): Promise<Step> {
  let job = context.ledger.get(id)!;
  context.progress(id, { state: 'fetching' });
  if (!job.result) {
    const read = await readResult(context, job);
    if (read) return read;
    job = context.ledger.get(id)!;
  }
  const { url, sizeBytes, exrArchive, others = [] } = job.result!;
  if (job.asset === null || !context.assets.has(job.asset)) {
    const got = await fetchFile(context, job, { url, sizeBytes }, 'video');
    if (!got.ok) return got.step;
    const kind = /\.(png|jpe?g|webp|avif|gif)$/i.test(new URL(url).pathname) ? 'image' : 'video';
    const hash = await keepFetched(context.assets, got.path, takeName(job, kind));
    job = await context.ledger.patch(id, { asset: hash });
  }
  if (exrArchive && job.frames === null) {
    const step = await fetchFrames(context, job, exrArchive);
    if (step) return step;
    job = context.ledger.get(id)!;
  }
  const notes = await fetchOthers(context, job, others);
  return notes ? finishJob(context, job, job.asset!, notes) : { kind: 'later' };
}

/** Reads the provider's answer into the ledger; returns a step where there is nothing to download. */
async function readResult(context: JobContext, job: Job): Promise<Step | null> {
  const { link } = context.route(job);
  const answer = await link.result(job.endpoint, job.requestId!, context.closed);
  if (context.closed.aborted) return { kind: 'later' };
  if (!answer.ok) return onTrouble(context, job, answer.trouble);
  const endpoint = endpointById(job.endpoint);
  const { data } = answer.value;
  const delivery = endpoint ? readDelivery(endpoint, data) : readAnyDelivery(data);
  if (!delivery) {
    const status = (data as { status?: unknown } | null)?.status;
    if (status === 'IN_QUEUE' || status === 'IN_PROGRESS') return stillRunning(context, job);
    if (!endpoint) return endWithoutFile(context, job, answer.value.billedUnits);
    return { kind: 'again', text: 'the result is not what the endpoint documents' };
  }
  const { video, exrArchive, others, seed, prompt } = delivery;
  const files = exrArchive ? [video, exrArchive] : [video];
  if (!files.every(({ url }) => url.startsWith('https://')))
    return { kind: 'again', text: 'the result has no https address' };
  const result: ProviderResult = {
    ...video,
    ...{ exrArchive, seed, prompt },
    ...(others.length > 0 && { others }),
  };
  await context.ledger.patch(job.id, { result, ...billing(job, answer.value.billedUnits) });
  return null;
}

/** The answer of a model that we do not know is final, whatever is in it. */
async function endWithoutFile({ ledger }: JobContext, job: Job, billedUnits: number | null): Promise<Step> {
  const problem = jobProblem(job, 'output', {
    message: `The answer of “${job.endpoint}” names no file.`,
    fix: 'Use a model that makes a video or an image; this one was charged.',
  });
  await ledger.move(job.id, 'failed', { charge: 'billed', problem, ...billing(job, billedUnits) });
  return { kind: 'ended' };
}

async function stillRunning({ ledger }: JobContext, job: Job): Promise<Step> {
  await ledger.move(job.id, 'running');
  return { kind: 'early' };
}

async function onTrouble(context: JobContext, job: Job, trouble: Trouble): Promise<Step> {
  const { ledger } = context;
  if (trouble.status === 400 && /in progress/i.test(trouble.text)) return stillRunning(context, job);
  if (!trouble.isFinal && trouble.status !== 404) return { kind: 'again', text: trouble.text };
  switch (trouble.kind) {
    case 'unauthorized':
    case 'forbidden':
    case 'locked':
    case 'rate-limited':
      return { kind: 'again', text: wordsOfTrouble(trouble, job.provider).message };
    case 'not-found':
      await ledger.move(job.id, 'expired', {
        charge: 'maybe',
        problem: jobProblem(job, 'provider', {
          message: 'The job is complete, but the provider no longer has its result.',
          fix: `Look for the take at ${PROVIDERS[job.provider].requestsPage}, or run it again. It may have been charged.`,
        }),
      });
      return { kind: 'ended' };
    case 'cancelled':
      await ledger.move(job.id, 'cancelled', { charge: trouble.reachedModel === false ? 'free' : 'maybe' });
      return { kind: 'ended' };
    default: {
      if (trouble.fields.some(({ type }) => type === 'file_download_error')) forgetUploads(context, job);
      const charge = chargeOfFailure(trouble);
      const words = withCharge(wordsOfTrouble(trouble, job.provider), job, charge);
      const problem = jobProblem(job, trouble.kind === 'invalid' ? 'bad-input' : 'provider', words);
      await ledger.move(job.id, 'failed', { charge, problem, ...billing(job, trouble.billedUnits) });
      return { kind: 'ended' };
    }
  }
}

/** The model could not fetch the input: what was uploaded is not there any more. */
function forgetUploads({ uploads, route }: JobContext, job: Job): void {
  const { storage } = route(job);
  for (const { asset } of assetsOf(Object.values(job.input))) uploads.forget(storage, asset);
}

/** fal's rules: server errors are never charged, rejected input says so itself, other refusals may be. */
function chargeOfFailure({ status, billedUnits }: Trouble): Charge {
  if (status !== null && status >= 500) return 'free';
  if (billedUnits !== null) return billedUnits === 0 ? 'free' : 'billed';
  return 'maybe';
}

function billing(job: Job, units: number | null) {
  if (units === null) return {};
  // Without a unit price the estimate stands: units alone tell no sum.
  const knownUsd = job.unitPriceUsd > 0 ? units * job.unitPriceUsd : null;
  const billedUsd = isSimulated(job.provider) ? 0 : knownUsd;
  return { billedUnits: units, billedUsd };
}

async function finishJob(
  context: JobContext,
  job: Job,
  asset: string,
  told: readonly string[],
): Promise<Step> {
  const { ledger, assets, media } = context;
  const probed = await inspectAsset(asset, assets, media);
  const isStill = probed.ok && probed.value.kind === 'image';
  if (!probed.ok || (isStill && endpointById(job.endpoint))) {
    const words = probed.ok
      ? { message: 'The take is a still, not a video.', fix: 'Report it with the request.' }
      : { message: `The take can't be read: ${probed.problem.message}`, fix: probed.problem.fix };
    if (context.closed.aborted) return { kind: 'later' };
    const problem = jobProblem(job, 'media', words);
    await ledger.move(job.id, 'failed', { charge: 'billed', asset, problem, notes: [...job.notes, ...told] });
    return { kind: 'ended' };
  }
  const { value } = probed;
  const notes =
    value.kind === 'video' ? compareTake(job.asked, videoValue(asset, takeName(job), value), job.frames) : [];
  const seed = job.result?.seed ?? null;
  if (job.seed !== null && seed !== null && seed !== job.seed) {
    notes.push(`Seed ${job.seed} was sent, ${seed} came back.`);
  }
  await ledger.move(job.id, 'done', {
    charge: 'billed',
    asset,
    problem: null,
    notes: [...job.notes, ...told, ...notes],
  });
  return { kind: 'ended' };
}
