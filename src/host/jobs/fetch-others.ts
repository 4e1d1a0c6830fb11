import { extname } from 'node:path';
import type { DeliveredFile } from '../../fal/delivery.ts';
import { inspectAsset } from '../assets/inspect-asset.ts';
import { fetchFile, keepFetched } from './fetch-file.ts';
import type { Job } from './job.ts';
import type { JobContext } from './job-context.ts';
import { takeName } from './take-of-job.ts';

/** Waits before the second and the third try of one file. */
const PAUSES_MS = [1_000, 3_000];

/**
 * Brings home what an answer holds beside its take: it was paid for as well. Returns what there is to tell of it, or null
 * where the host closes. A file that can't be had does not hold up the take.
 */
export async function fetchOthers(
  context: JobContext,
  job: Job,
  files: readonly DeliveredFile[],
): Promise<string[] | null> {
  let keptCount = 0;
  for (const [place, file] of files.entries()) {
    context.progress(job.id, { state: 'fetching', log: `Fetching file ${place + 2} of ${files.length + 1}` });
    const isKept = await fetchOther(context, job, file, place + 2);
    if (context.closed.aborted) return null;
    if (isKept) keptCount++;
  }
  const lostCount = files.length - keptCount;
  const { requestsPage } = job.provider.words;
  return [
    ...(keptCount > 0 ? [`${moreFiles(keptCount)} of the answer: kept among the assets.`] : []),
    ...(lostCount > 0
      ? [`${moreFiles(lostCount)} of the answer could not be fetched: see ${requestsPage}.`]
      : []),
  ];
}

const moreFiles = (count: number) => (count === 1 ? '1 more file' : `${count} more files`);

async function fetchOther(
  context: JobContext,
  job: Job,
  file: DeliveredFile,
  number: number,
): Promise<boolean> {
  const { assets, media, clock, closed } = context;
  if (!file.url.startsWith('https://')) return false;
  for (let attempt = 0; ; attempt++) {
    const got = await fetchFile(context, job, file, `file-${number}`);
    if (got.ok) {
      const hash = await keepFetched(assets, got.path, nameOf(job, file, number));
      // What it is, is for showing only: a file that nobody here can read is kept all the same.
      await inspectAsset(hash, assets, media);
      return true;
    }
    const pauseMs = PAUSES_MS[attempt];
    if (got.step.kind !== 'again' || pauseMs === undefined) return false;
    await clock.sleep(pauseMs, closed);
    if (closed.aborted) return false;
  }
}

function nameOf(job: Job, { url }: DeliveredFile, number: number): string {
  const take = takeName(job);
  const stem = take.slice(0, -extname(take).length);
  const ending = /^\.\w{1,8}$/.exec(extname(new URL(url).pathname))?.[0] ?? '';
  return `${stem}-${number}${ending}`;
}
