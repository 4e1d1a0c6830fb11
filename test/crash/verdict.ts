import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isOpen } from '../../src/fal/job-state.ts';
import type { Host } from '../../src/host/host.ts';
import { judgeDatabase, leftOver } from './home-checks.ts';
import type { Scene, Wanted } from './scene.ts';
import { recordedRequests } from './stage.ts';

/** What is wrong with a home after its hosts were killed and another one looked after it; empty where nothing is. */
export async function judge(scene: Scene, check?: (host: Host) => Promise<string[]>): Promise<string[]> {
  const breaches: string[] = [];
  const host = scene.openHost();
  try {
    await host.jobs.resume();
    breaches.push(...(await actAsPerson(scene, host)));
    for (const job of host.jobs.list()) {
      if (isOpen(job.state))
        breaches.push(`stuck: a job is ${job.state}: ${job.problem?.message ?? 'no reason told'}`);
    }
    for (const wanted of scene.wanted) breaches.push(...(await judgeTake(scene, host, wanted)));
    breaches.push(...((await check?.(host)) ?? []));
  } finally {
    await host.close();
  }
  return [...breaches, ...judgeDatabase(scene.home), ...(await leftOver(scene.root))];
}

/**
 * Does what a person is told to do about jobs that were perhaps sent: looks at the provider's list, takes what is there
 * and closes what is not. At fal nobody has to look: what was recorded is found by what was sent.
 */
async function actAsPerson({ stage, provider }: Scene, host: Host): Promise<string[]> {
  const breaches: string[] = [];
  for (const { id, seed, state, alikeRequestId } of host.jobs.list()) {
    if (state !== 'unknown') continue;
    const recorded = await recordedRequests(stage, seed!);
    if (recorded.length === 0) await host.jobs.close(id);
    else if (provider === 'fal') breaches.push('lost: a recorded request was not found by what was sent');
    else if (alikeRequestId === null) breaches.push('lost: a generation that reads the same was not shown');
    else await host.jobs.resume(id, alikeRequestId);
  }
  return breaches;
}

/** Nothing lost, nothing doubled: asked for once more, the take is there, and the provider knows one request. */
async function judgeTake(scene: Scene, host: Host, wanted: Wanted): Promise<string[]> {
  const { stage } = scene;
  const breaches: string[] = [];
  const jobs = () => host.jobs.list().filter(({ seed }) => seed === wanted.seed);
  const known = () => new Set(jobs().map(({ requestId }) => requestId));
  const recorded = await recordedRequests(stage, wanted.seed);
  const lost = recorded.filter((id) => !known().has(id));
  if (lost.length > 0) breaches.push(`lost: ${lost.length} requests that the ledger does not know`);

  // What was perhaps sent is not bought again before somebody has looked for it and closed it.
  for (const { id, state } of jobs()) {
    if (state !== 'unknown') continue;
    await runAgain(scene, host, wanted);
    const bought = (await recordedRequests(stage, wanted.seed)).length - recorded.length;
    if (bought > 0) breaches.push('doubled: a submit that may be under way was sent again unasked');
    await host.jobs.close(id);
  }
  const again = await runAgain(scene, host, wanted);
  if (again !== null) breaches.push(`stuck: the take can't be had: ${again}`);
  const now = await recordedRequests(stage, wanted.seed);
  if (now.length > 1) breaches.push(`doubled: ${now.length} requests for one take`);
  if (now.length === 0) breaches.push('lost: nothing was ever sent');
  const done = jobs().filter(({ state }) => state === 'done');
  if (done.length !== 1) breaches.push(`${done.length} jobs are done for one take`);
  for (const { asset, requestId } of done) {
    if (!now.includes(requestId!)) breaches.push('a job is done that the provider does not know');
    if ((await hashOf(host.assets.pathOf(asset!))) !== asset)
      breaches.push('damaged: a take is not what its name says');
    breaches.push(...(await judgeSaved(wanted, asset!)));
  }
  return breaches;
}

async function runAgain({ provider }: Scene, host: Host, { file }: Wanted): Promise<string | null> {
  const opened = await host.loadWorkflowFile(file);
  if (!opened.ok) return opened.problem.message;
  const plan = await host.plan(opened.workflow, { folder: opened.folder, provider, mayDownload: true });
  const { status, problems } = await host.run(plan);
  return status === 'done' ? null : `${status}: ${problems.map(({ message }) => message).join(' ')}`;
}

/** One take is saved once, whole. */
async function judgeSaved({ outputFolder }: Wanted, asset: string): Promise<string[]> {
  const names = await readdir(outputFolder);
  const saved = names.filter((name) => !name.endsWith('.part'));
  if (saved.length !== 1) return [`${saved.length} files were saved for one take: ${saved.join(', ')}`];
  const isWhole = (await hashOf(join(outputFolder, saved[0]!))) === asset;
  return isWhole ? [] : ['damaged: the saved file is not the take'];
}

async function hashOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}
