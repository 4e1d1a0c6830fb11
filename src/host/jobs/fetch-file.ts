import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeliveredFile } from '../../fal/delivery.ts';
import type { AssetStore } from '../assets/asset-store.ts';
import { download } from './download.ts';
import type { FetchTrouble } from './give-up.ts';
import type { Job } from './job.ts';
import type { JobContext } from './job-context.ts';

/** `later`: complete at the provider, not fetched yet. `early`: it was not complete after all. */
export type Fetched = 'ended' | 'later' | 'early';
/** How one try went on. */
export type Step = { readonly kind: Fetched } | ({ readonly kind: 'again' } & FetchTrouble);

/** Far above anything that these endpoints make. */
const MAX_FILE_BYTES = 64e9;

/** Takes a downloaded file into the store: out of the way of further tries first. Returns its hash. */
export async function keepFetched(assets: AssetStore, path: string, name: string): Promise<string> {
  const scratch = assets.scratchPath();
  await rename(path, scratch);
  return (await assets.adopt(scratch, name)).hash;
}

/** One try of downloading a file of a job; what an earlier try left is continued. */
export async function fetchFile(
  context: JobContext,
  job: Job,
  file: DeliveredFile,
  part: 'video' | 'frames' | `file-${number}`,
): Promise<{ readonly ok: true; readonly path: string } | { readonly ok: false; readonly step: Step }> {
  const path = join(context.assets.partialFolder, part === 'video' ? job.id : `${job.id}.${part}`);
  await mkdir(context.assets.partialFolder, { recursive: true });
  const { link } = context.route(job);
  const got = await download({
    request: (from, signal) => link.download(file.url, from, signal),
    path,
    expectedBytes: file.sizeBytes,
    maxBytes: MAX_FILE_BYTES,
    clock: context.clock,
    signal: context.closed,
    onProgress: (fraction) => context.progress(job.id, { state: 'fetching', fraction }),
  });
  if (context.closed.aborted) return { ok: false, step: { kind: 'later' } };
  if (got.ok) return { ok: true, path };
  return { ok: false, step: { kind: 'again', text: got.text, isMissing: got.kind === 'missing' } };
}
