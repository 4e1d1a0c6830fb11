import { createFaultGate, PROFILE_HEADER } from './faults/fault-gate.ts';
import { FAULT_PROFILES, isKnownProfile } from './faults/profiles/index.ts';
import { FAL_HOSTS, falAddress, serviceOfHost } from './hosts.ts';
import { openState } from './open-state.ts';
import { createRenderProcess } from './render-process.ts';
import { routesOf } from './routes/index.ts';
import { REQUEST_ID } from './routes/refusals.ts';
import { resolveOptions, type SimulatorOptions } from './simulator-options.ts';

/** fal in one process: a handler for requests to fal's hosts. Nothing ever leaves the machine. */
export interface Simulator {
  /**
   * Answers a request addressed to a fal host (directly, as `/__host/<host>/…`, or with the header
   * `x-blockout-host`). Rejects like `fetch` does where a profile breaks the connection.
   */
  fetch(request: Request): Promise<Response>;
  /** The profile for requests from now on that do not choose their own. Throws for an unknown name. */
  setProfile(name: string): void;
  /** Moves jobs on as far as the clock allows; needed only with a clock that cannot sleep. */
  tick(): Promise<void>;
  /** Resolves when no job is running and none is ready to run. */
  idle(): Promise<void>;
  /** Stops rendering and frees everything. Unfinished jobs are taken up by the next simulator on the folder. */
  close(): Promise<void>;
}

/** Starts a simulator on a data folder. Throws where the profile is unknown. */
export function createSimulator(options: SimulatorOptions): Simulator {
  const resolved = resolveOptions(options);
  const closed = new AbortController();
  const gate = createFaultGate({ ...resolved, closed: closed.signal });
  const renderer = options.renderer ?? createRenderProcess();
  const opened = openState(resolved, gate, renderer, closed.signal).then((state) => ({
    state,
    routes: routesOf(state),
  }));
  // Every call awaits this; a failure is reported there and must not end the process here.
  opened.catch(() => {});

  async function answer(request: Request): Promise<Response> {
    const address = falAddress(request);
    const service = serviceOfHost(address.host);
    if (!service) return refusedHost(address);
    const asked = request.headers.get(PROFILE_HEADER);
    if (asked !== null && !isKnownProfile(asked)) return unknownProfile(asked);
    const { routes } = await opened;
    const response = await routes[service].fetch(addressedTo(address, request));
    if (!response.headers.has(REQUEST_ID)) response.headers.set(REQUEST_ID, crypto.randomUUID());
    const { clockAheadMs = 0 } = gate.profileOf(request);
    response.headers.set('date', new Date(resolved.clock.now() + clockAheadMs).toUTCString());
    return response;
  }

  return {
    async fetch(request) {
      const response = await orAborted(answer(request), request.signal);
      if (!response.body) return response;
      const body = response.body.pipeThrough(new TransformStream(), { signal: request.signal });
      return new Response(body, response);
    },
    setProfile: gate.setProfile,
    async tick() {
      (await opened).state.scheduler.tick();
    },
    async idle() {
      await (await opened).state.scheduler.idle();
    },
    async close() {
      closed.abort();
      if (!options.renderer) renderer.dispose();
      const { state } = await opened;
      await state.scheduler.close();
      await state.instance.close();
    },
  };
}

/** Rejects as soon as the caller aborts, like `fetch`; what the request has set going goes on. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function addressedTo(address: URL, request: Request): Request {
  if (address.href === request.url) return request;
  const { method, headers, body, signal } = request;
  return new Request(address, {
    method,
    headers,
    body,
    signal,
    ...(body ? { duplex: 'half' } : {}),
  } as RequestInit);
}

function refusedHost(address: URL): Response {
  const detail =
    `The simulator does not answer for "${address.host}", and it never passes a request on to the network. ` +
    `It answers for ${FAL_HOSTS.join(', ')}. Upload the file to fal storage first, or choose the fal provider.`;
  return Response.json({ detail, error_type: 'simulator_unknown_host' }, { status: 502 });
}

function unknownProfile(name: string): Response {
  const known = FAULT_PROFILES.map((profile) => profile.name).join(', ');
  return Response.json(
    { detail: `The simulator has no profile "${name}". Use one of: ${known}.` },
    { status: 400 },
  );
}
