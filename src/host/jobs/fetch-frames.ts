import { rm } from 'node:fs/promises';
import type { DeliveredFile } from '../../fal/delivery.ts';
import { unpackFrames } from '../assets/unpack-frames.ts';
import { fetchFile, keepFetched, type Step } from './fetch-file.ts';
import type { Job } from './job.ts';
import type { JobContext } from './job-context.ts';
import { jobProblem } from './job-problems.ts';

/** Brings home the EXR frames of a job; null when they are in the ledger, else how to go on. */
export async function fetchFrames(
  context: JobContext,
  job: Job,
  archive: DeliveredFile,
): Promise<Step | null> {
  const got = await fetchFile(context, job, archive, 'frames');
  if (!got.ok) return got.step;
  context.progress(job.id, { state: 'fetching', log: 'Unpacking the EXR frames' });
  const unpacked = await unpackFrames(got.path, context.assets, undefined, (fraction) =>
    context.progress(job.id, { state: 'fetching', fraction }),
  );
  if (context.closed.aborted) return { kind: 'later' };
  if (unpacked.ok) {
    await rm(got.path, { force: true });
    await context.ledger.patch(job.id, { frames: unpacked.frames, notes: [...job.notes, ...unpacked.notes] });
    return null;
  }
  if (unpacked.kind === 'damaged') {
    await rm(got.path, { force: true });
    return { kind: 'again', text: `the EXR archive is damaged: ${unpacked.text}` };
  }
  return refuseArchive(context, job, got.path, unpacked.text);
}

/** What was paid is kept: the preview video is an asset already, the archive becomes one, unopened. */
async function refuseArchive(context: JobContext, job: Job, path: string, text: string): Promise<Step> {
  const { assets, ledger } = context;
  const kept = await keepFetched(assets, path, `${job.id}-frames.zip`);
  const problem = jobProblem(job, 'media', {
    message: `The EXR archive was not unpacked: ${text}.`,
    fix: `The preview video is in the assets, and the archive is kept unopened as ${assets.pathOf(kept)}. Report it to the provider; running again costs again.`,
  });
  await ledger.move(job.id, 'failed', { charge: 'billed', problem });
  return { kind: 'ended' };
}
