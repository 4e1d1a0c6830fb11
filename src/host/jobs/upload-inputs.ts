import { openAsBlob } from 'node:fs';
import type { AssetRef, RequestFieldValue } from '../../engine/value.ts';
import type { ProviderLink } from '../providers/provider-link.ts';
import type { Trouble } from '../providers/trouble.ts';
import type { Job } from './job.ts';
import type { JobContext, JobRoute } from './job-context.ts';
import { assetsOf, isAssetField } from './request-assets.ts';
import { markedName, markOf } from './upload-mark.ts';

/** Tries of an upload: it costs nothing to send a file again. */
const UPLOAD_TRIES = 3;
const UPLOAD_PAUSE_MS = 2_000;

export type Uploaded =
  | {
      readonly ok: true;
      /** The input as the provider takes it: files replaced by their addresses. */
      readonly input: Record<string, unknown>;
      /** The mark in an address of ours; null where there is none. */
      readonly mark: string | null;
      /** Whether an upload from an earlier job was relied upon. */
      readonly usedOldUpload: boolean;
    }
  | { readonly ok: false; readonly trouble: Trouble };

/**
 * Makes an address of every file that a job needs. Files that the storage has are not sent again, except, where
 * `asNew` is set, the smallest: the whole input is then like no other.
 */
export async function uploadInputs(
  context: JobContext,
  route: JobRoute,
  job: Job,
  asNew: boolean,
  signal: AbortSignal,
): Promise<Uploaded> {
  const { link, storage } = route;
  const files = new Map(assetsOf(Object.values(job.input)).map((file) => [file.asset, file]));
  const renewed = asNew ? smallestOf([...files.keys()], context) : undefined;
  const addresses = new Map<string, string>();
  let mark: string | null = null;
  let usedOldUpload = false;
  for (const file of files.values()) {
    const { asset, name } = file;
    if (link.upload === null) {
      const address = context.addressOf(asset);
      if (address === null) return { ok: false, trouble: withoutAddress(name) };
      addresses.set(asset, address);
      continue;
    }
    const known = asset === renewed ? null : context.uploads.find(storage, asset);
    usedOldUpload ||= known !== null;
    const sent =
      known === null
        ? await uploadOne(context, link.upload, job, file, signal)
        : ({ ok: true, address: known } as const);
    if (!sent.ok) return sent;
    addresses.set(asset, sent.address);
    const ownMark = markOf(sent.address);
    mark ??= ownMark;
    // An address that could be anybody's tells nothing of the next job: it is used this once.
    if (known === null && ownMark !== null) context.uploads.remember(storage, asset, sent.address);
  }
  const fields = Object.entries(job.input).map(([name, value]) => [name, withAddresses(value, addresses)]);
  return { ok: true, input: Object.fromEntries(fields), mark, usedOldUpload };
}

async function uploadOne(
  context: JobContext,
  upload: NonNullable<ProviderLink['upload']>,
  job: Job,
  { asset, name }: AssetRef,
  signal: AbortSignal,
): Promise<{ ok: true; address: string } | { ok: false; trouble: Trouble }> {
  const type = context.assets.get(asset)?.contentType ?? 'application/octet-stream';
  const file = await openAsBlob(context.assets.pathOf(asset), { type });
  const onProgress = (fraction: number) => context.progress(job.id, { state: 'uploading', fraction });
  onProgress(0);
  for (let attempt = 1; ; attempt++) {
    const answer = await upload(Object.assign(file, { name: markedName(name) }), { signal, onProgress });
    if (answer.ok) return { ok: true, address: answer.value };
    const { kind } = answer.trouble;
    const mayHelp = kind === 'no-answer' || kind === 'server' || kind === 'garbled';
    if (!mayHelp || attempt === UPLOAD_TRIES || signal.aborted) return { ok: false, trouble: answer.trouble };
    await context.clock.sleep(UPLOAD_PAUSE_MS * attempt, signal);
  }
}

function smallestOf(files: readonly string[], { assets }: JobContext): string | undefined {
  const sizeOf = (asset: string) => assets.get(asset)?.sizeBytes ?? Number.POSITIVE_INFINITY;
  return files.toSorted((a, b) => sizeOf(a) - sizeOf(b))[0];
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

function withAddresses(value: RequestFieldValue, addresses: ReadonlyMap<string, string>): unknown {
  if (isAssetField(value)) return addresses.get(value.asset);
  if (Array.isArray(value)) return value.map((item) => withAddresses(item, addresses));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, withAddresses(field, addresses)]),
  );
}
