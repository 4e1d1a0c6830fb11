import { join } from 'node:path';
import { createAuth } from './auth.ts';
import type { FaultGate } from './faults/fault-gate.ts';
import { profileByName } from './faults/profiles/index.ts';
import { openFileStore } from './file-store.ts';
import { openInstance } from './instance.ts';
import { openJobStore } from './job-store.ts';
import { runModel } from './model/run-model.ts';
import type { RenderProcess } from './render-process.ts';
import { createScheduler } from './scheduler.ts';
import type { ResolvedOptions } from './simulator-options.ts';
import type { SimulatorState } from './simulator-state.ts';
import { takeUp } from './take-up.ts';
import { openUploadStore } from './upload-store.ts';

/** Largest seed that is drawn, as unsigned 32 bit. */
const SEED_RANGE = 2 ** 32;

/** Opens what is on disk, takes up unfinished jobs again and starts the scheduler. */
export async function openState(
  options: ResolvedOptions,
  gate: FaultGate,
  renderer: RenderProcess,
  closed: AbortSignal,
): Promise<SimulatorState> {
  const { dataDir, clock, timings, concurrency, endpoints, unitPrices, fixtures, keys, random } = options;
  const instance = await openInstance(dataDir);
  const files = await openFileStore(dataDir, clock);
  const uploads = await openUploadStore(dataDir, files);
  const jobs = await openJobStore(join(dataDir, 'jobs'), instance.id);
  for (const job of jobs.all()) await takeUp(job, jobs, instance, clock.now());

  const scheduler = createScheduler({
    owner: instance.id,
    store: jobs,
    clock,
    timings,
    concurrency,
    runModel(job, tools) {
      const endpoint = endpoints.find(({ id }) => id === job.endpointId);
      if (!endpoint) throw new Error(`${job.endpointId} is not simulated any more`);
      return runModel(endpoint, job, profileByName(job.profile), {
        ...tools,
        files,
        fixtures,
        renderer,
        scratchDir: instance.scratchDir,
        now: clock.now,
        drawSeed: () => Math.floor(random() * SEED_RANGE),
      });
    },
  });
  scheduler.tick();
  return {
    clock,
    closed,
    instance,
    timings,
    auth: createAuth(keys, clock.now),
    gate,
    jobs,
    files,
    uploads,
    scheduler,
    endpoints,
    unitPriceUsd: (id) =>
      unitPrices[id] ?? endpoints.find((endpoint) => endpoint.id === id)?.price.usdPerMegapixel,
  };
}
