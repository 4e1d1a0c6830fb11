import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { PlainOutputs } from '../../src/engine/define-node.ts';
import type { RunEvent } from '../../src/engine/run-event.ts';
import { createHost } from '../../src/host/create-host.ts';
import type { Host } from '../../src/host/host.ts';
import type { HostOptions } from '../../src/host/host-options.ts';
import type { HostPlan, PlanRequest } from '../../src/host/runs/make-plan.ts';
import type { RunOptions, RunResult } from '../../src/host/runs/run-service.ts';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.ts';
import type { SimulatorOptions } from '../../src/simulator/simulator-options.ts';
import { media, quickRenderer as renderer } from '../kept-processes.ts';
import { createQuickClock, type QuickClock } from './quick-clock.ts';
import { type Shot, shotDocument, writeShot } from './shot.ts';

/** A key that no text contains by chance. */
export const KEY = 'zebra-key-id-4711:quokka-secret-0815';

export interface Call {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Answers a call in place of the simulator, or returns undefined to let it pass. May throw like `fetch`. */
export type Intercept = (call: Call, url: string, init: RequestInit) => Promise<Response> | undefined;

export interface RigOptions {
  readonly profile?: string;
  readonly shot?: Shot;
  readonly env?: HostOptions['env'];
  readonly simulator?: Partial<SimulatorOptions>;
  readonly host?: Partial<HostOptions>;
  /** Waits from here up only pass when the test says so. */
  readonly deadlineMs?: number;
  /** How every plan of the rig is asked for. */
  readonly plan?: PlanRequest;
}

/** A host whose `fal` and `oxen` providers end at a simulator on the same quick clock, and one small shot to run. */
export interface Rig {
  readonly root: string;
  readonly home: string;
  readonly folder: string;
  readonly clock: QuickClock;
  readonly simulator: Simulator;
  readonly calls: Call[];
  host: Host;
  intercept: Intercept;
  /** Submits that reached fal's address. */
  submits(): Call[];
  /** Another host on the same home. */
  openHost(options?: Partial<HostOptions>): Host;
  plan(request?: PlanRequest): Promise<HostPlan>;
  run(options?: RunOptions): Promise<RunResult & { readonly events: readonly RunEvent[] }>;
  /** Writes another version of the shot. */
  change(shot: Shot): Promise<void>;
}

export async function createRig(options: RigOptions = {}): Promise<Rig> {
  const root = await mkdtemp(join(tmpdir(), 'host-'));
  const home = join(root, 'home');
  const folder = join(root, 'project');
  await mkdir(folder);
  const path = await writeShot(folder, options.shot);
  const clock = createQuickClock(undefined, { deadlineMs: options.deadlineMs });
  const simulator = createSimulator({
    clock,
    renderer,
    dataDir: join(root, 'fal'),
    profile: options.profile,
    ...options.simulator,
  });
  const hosts: Host[] = [];
  const calls: Call[] = [];

  const transport = async (url: string, init: RequestInit) => {
    const call = callOf(url, init);
    calls.push(call);
    return rig.intercept(call, url, init) ?? simulator.fetch(new Request(url, init));
  };
  const openHost = (extra: Partial<HostOptions> = {}) => {
    const host = createHost({
      home,
      clock,
      env: options.env ?? { FAL_KEY: KEY },
      transport,
      media,
      simulator: { renderer },
      ...options.host,
      ...extra,
    });
    hosts.push(host);
    return host;
  };

  const rig: Rig = {
    root,
    home,
    folder,
    clock,
    simulator,
    calls,
    intercept: () => undefined,
    host: undefined as unknown as Host,
    submits: () => calls.filter(({ method, host }) => method === 'POST' && host === 'queue.fal.run'),
    openHost,
    async plan(request) {
      const opened = await rig.host.loadWorkflowFile(path);
      if (!opened.ok) throw new Error(opened.problem.message);
      return rig.host.plan(opened.workflow, { folder: opened.folder, ...options.plan, ...request });
    },
    async run(runOptions = {}) {
      const events: RunEvent[] = [];
      const onEvent = (event: RunEvent) => {
        events.push(event);
        runOptions.onEvent?.(event);
      };
      const result = await rig.host.run(await rig.plan(), { ...runOptions, onEvent });
      return { ...result, events };
    },
    async change(shot) {
      await writeFile(path, JSON.stringify(shotDocument(shot)));
    },
  };
  rig.host = openHost();
  onTestFinished(async () => {
    for (const host of hosts) await host.close();
    await simulator.close();
    await rm(root, { recursive: true, force: true });
  });
  return rig;
}

function callOf(url: string, init: RequestInit): Call {
  const { host, pathname } = new URL(url);
  return {
    method: init.method ?? 'GET',
    host,
    path: pathname,
    headers: new Headers(init.headers),
    body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
  };
}

/** The only job of a host. Fails where there is not exactly one. */
export function onlyJob(host: Host) {
  const jobs = host.jobs.list();
  if (jobs.length !== 1) throw new Error(`${jobs.length} jobs in the ledger`);
  return jobs[0]!;
}

/** What a node handed on in a run. Fails where it did not finish. */
export function outputsOf(events: readonly RunEvent[], nodeId: string): PlainOutputs {
  const found = events.find((event) => event.kind === 'node-finished' && event.nodeId === nodeId);
  if (found?.kind !== 'node-finished') throw new Error(`${nodeId} did not finish`);
  return found.outputs;
}
