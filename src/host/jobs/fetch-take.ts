import { videoValue } from '../../engine/media-values.ts';
import type { Charge } from '../../fal/charge.ts';
import { type Delivery, readAnyDelivery, readDelivery } from '../../fal/delivery.ts';
import { endpointById } from '../../fal/index.ts';
import { isOpen } from '../../fal/job-state.ts';
import { inspectAsset } from '../assets/inspect-asset.ts';
import type { Trouble } from '../providers/trouble.ts';
import { compareTake } from './compare-take.ts';
import { type Fetched, fetchFile, keepFetched, type Step } from './fetch-file.ts';
import { fetchFrames } from './fetch-frames.ts';
import { fetchOthers } from './fetch-others.ts';
import { expireJob, giveUpFetching } from './give-up.ts';
import type { Job, ProviderResult } from './job.ts';
import type { JobContext } from './job-context.ts';
import { againFor, jobProblem, withCharge, wordsOfTrouble } from './job-problems.ts';
import { assetsOf } from './request-assets.ts';
import { areWhole, takeName } from './take-of-job.ts';

/** Waits between tries; after the last the job stays open and is taken up by a resume or the next start. */
const PAUSES_MS = [1_000, 3_000, 8_000, 15_000];
const FETCHED_AGAIN =
  'Its file was gone here and was fetched again from the provider; nothing was paid again.';

/** Brings home the result of a completed job: read, downloaded, hashed, probed, compared, written down. */
export async function fetchTake(context: JobContext, id: string): Promise<Fetched> {
  for (let attempt = 0; ; attempt++) {
    const step = await tryFetch(context, id);
    if (step.kind !== 'again') return step.kind;
    if (attempt >= PAUSES_MS.length) return giveUpFetching(context, context.ledger.get(id)!, step);
    if (step.isMissing && attempt === 0) await renewAddress(context, context.ledger.get(id)!);
    context.progress(id, { state: 'fetching', log: `Could not fetch the take: ${step.text}. Trying again.` });
    await context.clock.sleep(PAUSES_MS[attempt]!, context.closed);
    if (context.closed.aborted) return 'later';
  }
}

async function tryFetch(context: JobContext, id: string): Promise<Step> {
  let job = context.ledger.get(id)!;
  // A person may have closed it meanwhile.
  if (!isOpen(job.state)) return { kind: 'ended' };
  context.progress(id, { state: 'fetching' });
  if (!job.result) {
    const read = await readResult(context, job);
    if (read) return read;
    job = context.ledger.get(id)!;
  }
  const { url, sizeBytes, exrArchive, others = [] } = job.result!;
  if (job.asset === null || !(await context.assets.isWhole(job.asset))) {
    const got = await fetchFile(context, job, { url, sizeBytes }, 'video');
    if (!got.ok) return got.step;
    const kind = /\.(png|jpe?g|webp|avif|gif)$/i.test(new URL(url).pathname) ? 'image' : 'video';
    const hash = await keepFetched(context.assets, got.path, takeName(job, kind));
    const notes = job.asset === null ? job.notes : [...job.notes, FETCHED_AGAIN];
    job = await context.ledger.patch(id, { asset: hash, notes });
  }
  if (exrArchive && !(job.frames && (await areWhole(job.frames, context.assets)))) {
    const step = await fetchFrames(context, job, exrArchive);
    if (step) return step;
    const notes = job.frames === null || job.notes.includes(FETCHED_AGAIN) ? [] : [FETCHED_AGAIN];
    job = context.ledger.get(id)!;
    job = { ...job, notes: [...job.notes, ...notes] };
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
  const { data } = answer.value;
  const delivery = deliveryOf(job, data);
  if (!delivery) {
    const status = (data as { status?: unknown } | null)?.status;
    if (status === 'IN_QUEUE' || status === 'IN_PROGRESS') return stillRunning(context, job);
    if (!endpointById(job.endpoint)) return endWithoutFile(context, job, answer.value.billedUnits);
    return { kind: 'again', text: 'the result is not what the endpoint documents' };
  }
  const result = resultOf(delivery);
  if (!result) return { kind: 'again', text: 'the result has no https address' };
  // What was delivered is charged, on the day it was asked for, however long its files are on the way.
  await context.ledger.patch(job.id, { result, charge: 'billed', ...billing(job, answer.value.billedUnits) });
  return null;
}

function deliveryOf({ endpoint: id }: Job, data: unknown): Delivery | null {
  const endpoint = endpointById(id);
  return endpoint ? readDelivery(endpoint, data) : readAnyDelivery(data);
}

/** What the ledger keeps of a delivery, or null where a file has no address that may be fetched. */
function resultOf({ file, exrArchive, others, seed, prompt }: Delivery): ProviderResult | null {
  const files = exrArchive ? [file, exrArchive] : [file];
  if (!files.every(({ url }) => url.startsWith('https://'))) return null;
  return { ...file, ...{ exrArchive, seed, prompt }, ...(others.length > 0 && { others }) };
}

/** Asks once more where the files lie: an address may have been signed for a time only. No answer changes nothing. */
async function renewAddress(context: JobContext, job: Job): Promise<void> {
  if (!job.result || job.requestId === null) return;
  const { link } = context.route(job);
  const answer = await link.result(job.endpoint, job.requestId, context.closed);
  const delivery = answer.ok ? deliveryOf(job, answer.value.data) : null;
  const result = delivery && resultOf(delivery);
  if (result) await context.ledger.patch(job.id, { result });
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
      await expireJob(context, job, {
        message: 'The job is complete, but the provider no longer has its result.',
        fix: `Look for the take at ${job.provider.words.requestsPage}, or run it again${againFor(job)}.`,
      });
      return { kind: 'ended' };
    case 'cancelled':
      await ledger.move(job.id, 'cancelled', { charge: trouble.reachedModel === false ? 'free' : 'maybe' });
      return { kind: 'ended' };
    default: {
      if (trouble.fields.some(({ type }) => type === 'file_download_error')) forgetUploads(context, job);
      const charge = chargeOfFailure(trouble);
      const bill = billing(job, trouble.billedUnits);
      const words = withCharge(wordsOfTrouble(trouble, job.provider), { ...job, ...bill }, charge);
      const problem = jobProblem(job, trouble.kind === 'invalid' ? 'bad-input' : 'provider', words);
      await ledger.move(job.id, 'failed', { charge, problem, ...bill });
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
  const billedUsd = job.provider.isSimulated ? 0 : knownUsd;
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
    notes: [...new Set([...job.notes, ...told, ...notes])],
  });
  return { kind: 'ended' };
}
