import type { RequestFieldValue } from '../../engine/value.ts';
import type { PastRequest } from '../providers/provider-link.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Job } from './job.ts';
import { isAssetField } from './request-assets.ts';

const HOUR_MS = 3_600_000;
/** Reaches far behind a submit whose time by the provider's clock is a guess. */
const WIDE_MARGIN_MS = 24 * HOUR_MS;
/** Between our row and the provider's lies the way of the submit, and a clock with whole seconds. */
const MARGIN_MS = HOUR_MS;
/** A request that is to pass for a lost one must have been sent about then. */
const ALIKE_WITHIN_MS = 10 * 60_000;

/** What a past request has to do with a job whose id was lost. */
export type Likeness = 'own' | 'alike' | 'other';

/** When a job was sent by the provider's clock, as well as it is known; `aheadMs` is what the clock says now. */
function sentByProviderClock(job: Job, aheadMs: number | null): number {
  return (job.sentAtMs ?? job.createdAtMs) + (job.clockAheadMs ?? aheadMs ?? 0);
}

/**
 * From when on the provider's list has to be read to hold a lost job, by the provider's clock. Our own clock may have been
 * wrong when the job was sent, or may be wrong now.
 */
export function searchFromMs(job: Job, nowMs: number, aheadMs: number | null): number {
  const marginMs = job.clockAheadMs === null ? WIDE_MARGIN_MS : MARGIN_MS;
  return Math.min(sentByProviderClock(job, aheadMs), nowMs + (aheadMs ?? 0)) - marginMs;
}

/**
 * Whether a past request is this job: it has everything that was sent, addresses of files included, and something that
 * is nobody else's. Without the latter it is only alike: another machine with the same key may have sent it.
 */
export function likenessOf(request: PastRequest, job: Job, aheadMs: number | null): Likeness {
  const isSame = job.sent === null ? hasFieldsOf(request, job) : hasEverything(request, job.sent);
  if (!isSame) return 'other';
  if (job.sent !== null && job.mark !== null) return 'own';
  if (request.sentAtMs === null) return 'alike';
  const apartMs = Math.abs(request.sentAtMs - sentByProviderClock(job, aheadMs));
  return apartMs <= ALIKE_WITHIN_MS ? 'alike' : 'other';
}

/** What a list that leaves out fields must still have in common with a job, beside every address. */
const SURE_FIELDS = ['seed', 'prompt'];

function hasEverything({ input, isPartial }: PastRequest, sent: NonNullable<Job['sent']>): boolean {
  return Object.entries(sent).every(([name, value]) => {
    const listed = input[name];
    const mayLack = isPartial && !SURE_FIELDS.includes(name) && !canonicalJson(value).includes('https://');
    return listed === undefined && mayLack ? true : canonicalJson(listed ?? null) === canonicalJson(value);
  });
}

/** For jobs of a Blockout that did not note what it sent: equal in every field that is not a file. */
function hasFieldsOf({ input, isPartial }: PastRequest, job: Job): boolean {
  return Object.entries(job.input).every(([name, value]) => {
    const listed = input[name];
    if (listed === undefined && isPartial && !SURE_FIELDS.includes(name)) return true;
    return hasFile(value) ? listed !== undefined : canonicalJson(listed ?? null) === canonicalJson(value);
  });
}

function hasFile(value: RequestFieldValue): boolean {
  return isAssetField(value) || (Array.isArray(value) && value.some(hasFile));
}
