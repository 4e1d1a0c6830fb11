import type { RequestFieldValue } from '../../engine/value.ts';
import type { Job } from './job.ts';
import type { JobContext } from './job-context.ts';
import { jobProblem } from './job-problems.ts';

/**
 * Ends a job whose adapter is larger than its provider fetches, before anything is uploaded or submitted. A server that
 * can't be reached from here may be reached from there, so that silence stops nothing.
 */
export async function refuseLargeLoras({ ledger, sizeOfWebFile }: JobContext, job: Job): Promise<Job | null> {
  const { limits, words } = job.provider;
  if (limits.loraBytes === undefined) return null;
  for (const url of addressesOf(job.input.loras)) {
    const sizeBytes = await sizeOfWebFile(url);
    if (sizeBytes === null || sizeBytes <= limits.loraBytes) continue;
    const told = {
      message: `The LoRA at ${url} has ${(sizeBytes / 1e9).toFixed(2)} GB; ${words.label} takes ${limits.loraBytes / 1e9} GB. Nothing was submitted.`,
      fix: 'Use an adapter of a lower rank, or prune it.',
    };
    return ledger.move(job.id, 'failed', { charge: 'free', problem: jobProblem(job, 'bad-input', told) });
  }
  return null;
}

function addressesOf(loras: RequestFieldValue | undefined): string[] {
  if (!Array.isArray(loras)) return [];
  return loras.flatMap((lora) => {
    const { path } = lora as { readonly path?: unknown };
    return typeof path === 'string' ? [path] : [];
  });
}
