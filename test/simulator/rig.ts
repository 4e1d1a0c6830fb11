import { existsSync, mkdtempSync, openAsBlob, rmSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFalClient, type FalClient } from '@fal-ai/client';
import { serveSimulator } from '../../src/simulator/serve.ts';
import { createSimulator, type Simulator } from '../../src/simulator/simulator.ts';
import type { SimulatorOptions } from '../../src/simulator/simulator-options.ts';
import { quickRenderer } from '../kept-processes.ts';
import { writeSampleClip } from './sample-media.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

export const ENDPOINT = 'fal-ai/ltx-2.3-quality/render-to-real';
export const APP = 'fal-ai/ltx-2.3-quality';
/** Stands for a clip of 12 frames at 24 fps, square and small unless the rig is told otherwise. */
export const CLIP_URL = 'https://clips.example/blockout.mp4';
/** The quickest job that renders. */
export const SMALL = { video_url: CLIP_URL, num_frames: 9, resolution: '480p', seed: 5 };
/** Headers of every call that the client makes with its own key. */
export const COMMON_HEADERS = {
  authorization: 'Key test-id:test-secret',
  accept: 'application/json',
  'content-type': 'application/json',
  'user-agent': '@fal-ai/client/1.10.1',
};

/** One request as the client handed it to `fetch`. */
export interface RecordedRequest {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  /** Only what the client set itself, names in lower case. */
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

/** The clips that the rigs of a worker have, by shape; each is written once. */
const written = new Map<string, Promise<string>>();
const folder = mkdtempSync(join(tmpdir(), 'sample-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** The shape of the clip behind `CLIP_URL`. A square one makes the smallest takes. */
export interface ClipShape {
  readonly width: number;
  readonly height: number;
}
const SQUARE: ClipShape = { width: 72, height: 72 };
export const WIDE: ClipShape = { width: 128, height: 72 };

function sampleClip({ width, height }: ClipShape): Promise<string> {
  const name = `${width}x${height}.mp4`;
  const clip = written.get(name) ?? writeSampleClip({ path: join(folder, name), width, height });
  written.set(name, clip);
  return clip;
}

export type Door = 'in process' | 'over a port';
export const DOORS: readonly Door[] = ['in process', 'over a port'];

/** A simulator on a virtual clock with the real fal client in front of it. */
export interface Rig {
  readonly client: FalClient;
  readonly clock: VirtualClock;
  readonly simulator: Simulator;
  readonly dataDir: string;
  readonly requests: RecordedRequest[];
  /** The job's status as the client reads it. */
  status(requestId: string): Promise<Record<string, unknown>>;
  /** The error that the client throws for the job's result. */
  resultError(
    requestId: string,
    endpoint?: string,
  ): Promise<{ status: number; body: { detail: unknown }; timeoutType?: string }>;
  /** `fetch` to fal's addresses, answered by the simulator. */
  fetch(url: string, init?: RequestInit): Promise<Response>;
  /** `fetch` with the client's headers; the body is parsed as JSON and taken for a `T`. */
  json<T>(url: string, init?: RequestInit): Promise<{ status: number; headers: Headers; body: T }>;
  /** Uploads a local file through the client. */
  upload(path: string, type: string): Promise<string>;
  /** Submits, lets the job run and returns its id. */
  runJob(
    input: Record<string, unknown>,
    headers?: Record<string, string>,
    endpoint?: string,
  ): Promise<string>;
  /** Waits until the queue has nothing left that may run now. */
  finishJobs(): Promise<void>;
  close(): Promise<void>;
}

/** Time in which the queue releases a job under the default timings. */
export const QUEUE_MS = 600;

export async function createRig(
  door: Door,
  options: Partial<SimulatorOptions> & { readonly credentials?: string; readonly clip?: ClipShape } = {},
): Promise<Rig> {
  const { credentials = 'test-id:test-secret', clip: shape = SQUARE, ...rest } = options;
  const ownDir = options.dataDir === undefined;
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'simulator-')));
  const clock = createVirtualClock();
  const clip = join(dataDir, 'blockout.mp4');
  if (!existsSync(clip)) await copyFile(await sampleClip(shape), clip);
  const settings = { clock, renderer: quickRenderer, fixtures: { [CLIP_URL]: clip }, ...rest, dataDir };
  const served = door === 'over a port' ? await serveSimulator({ port: 0, ...settings }) : null;
  const simulator = served?.simulator ?? createSimulator(settings);
  const requests: RecordedRequest[] = [];

  const send = (url: string, init: RequestInit = {}): Promise<Response> => {
    if (!served) return simulator.fetch(new Request(url, init));
    const { host, pathname, search } = new URL(url);
    return fetch(`${served.origin}/__host/${host}${pathname}${search}`, init);
  };
  const recordingFetch = async (url: string, init: RequestInit = {}) => {
    requests.push(recorded(url, init));
    return send(url, init);
  };
  const client = createFalClient({
    credentials: () => credentials,
    fetch: recordingFetch as typeof fetch,
    suppressLocalCredentialsWarning: true,
  });

  async function finishJobs(): Promise<void> {
    await simulator.tick();
    await clock.advance(QUEUE_MS);
    await simulator.tick();
    await simulator.idle();
  }

  return {
    client,
    clock,
    simulator,
    dataDir,
    requests,
    fetch: send,
    async json<T>(url: string, init?: RequestInit) {
      const response = await send(url, { headers: COMMON_HEADERS, ...init });
      return { status: response.status, headers: response.headers, body: (await response.json()) as T };
    },
    async upload(path, type) {
      return client.storage.upload(await openAsBlob(path, { type }));
    },
    async runJob(input, headers, endpoint = ENDPOINT) {
      const { request_id } = await client.queue.submit(endpoint, { input, headers });
      await finishJobs();
      return request_id;
    },
    async status(requestId) {
      return { ...(await client.queue.status(ENDPOINT, { requestId, logs: true })) };
    },
    async resultError(requestId, endpoint = ENDPOINT) {
      return client.queue.result(endpoint, { requestId }).then(
        () => Promise.reject(new Error('the result is no error')),
        (error) => error,
      );
    },
    finishJobs,
    async close() {
      await (served ?? simulator).close();
      if (ownDir) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function recorded(url: string, init: RequestInit): RecordedRequest {
  const { host, pathname, search } = new URL(url);
  return {
    method: init.method ?? 'GET',
    host,
    path: pathname,
    query: search,
    headers: Object.fromEntries(new Headers(init.headers)),
    body: typeof init.body === 'string' ? JSON.parse(init.body) : init.body,
  };
}
