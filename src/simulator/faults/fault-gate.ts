import type { Clock } from '../clock.ts';
import { hashText, seededRandom } from '../seeded-random.ts';
import type { Timings } from '../timings.ts';
import { connectionReset } from './connection-reset.ts';
import type { FaultCall, FaultProfile, Route } from './fault-profile.ts';
import { profileByName } from './profiles/index.ts';

/** Header by which a caller chooses the profile of one request: one name, or several joined by `+`. */
export const PROFILE_HEADER = 'x-blockout-profile';
/** Header that tells scenarios apart: calls about no job, upload or file yet are counted for each of them. */
export const SCENARIO_HEADER = 'x-blockout-scenario';

interface GateCall {
  readonly route: Route;
  /** The job, upload or file that the call is about; calls are counted for each of them. */
  readonly subject?: string;
  readonly part?: number;
  readonly profile: FaultProfile;
  readonly request: Request;
}

/** Stands before every route and lets the profile in force spoil the call. */
export interface FaultGate {
  /** The profile that a new request asks for by header, or the simulator's own. */
  profileOf(request: Request): FaultProfile;
  setProfile(name: string): void;
  pass(call: GateCall, answer: () => Promise<Response>): Promise<Response>;
}

interface GateOptions {
  readonly profile: string;
  readonly profileSeed: number;
  readonly clock: Clock;
  readonly timings: Timings;
  /** Aborted when the simulator closes: calls that hang end then. */
  readonly closed: AbortSignal;
  readonly onFault: (profile: string, route: Route) => void;
}

/** A gate with its own call counters. Throws where the profile is unknown. */
export function createFaultGate(options: GateOptions): FaultGate {
  const { profile, profileSeed, clock, timings, closed, onFault } = options;
  let standing = profileByName(profile);
  const counts = new Map<string, number>();

  /** What the first scenario that minds this call does to it. */
  function findFault(inForce: FaultProfile, call: Omit<FaultCall, 'random'>) {
    for (const scenario of inForce.parts ?? [inForce]) {
      const { name } = scenario;
      const random = seededRandom(profileSeed ^ hashText(`${name} ${call.route}`));
      const fault = scenario.call?.({ ...call, random });
      if (fault) return { fault, random, name };
    }
    return null;
  }

  return {
    profileOf(request) {
      const asked = request.headers.get(PROFILE_HEADER);
      return asked === null ? standing : profileByName(asked);
    },
    setProfile(name) {
      standing = profileByName(name);
    },
    async pass({ route, subject, part, profile: inForce, request }, answer) {
      const counted = subject ?? request.headers.get(SCENARIO_HEADER) ?? '';
      const key = `${inForce.name} ${route} ${counted} ${part ?? ''}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      const found = findFault(inForce, { route, count, part });
      if (!found) return answer();
      const { fault, random, name } = found;
      onFault(name, route);
      switch (fault.kind) {
        case 'answer':
          return typeof fault.body === 'string'
            ? new Response(fault.body, {
                status: fault.status,
                headers: { 'content-type': 'text/html', ...fault.headers },
              })
            : Response.json(fault.body, { status: fault.status, headers: fault.headers });
        case 'reset':
          if (fault.when === 'after') await answer();
          throw connectionReset();
        case 'hang':
          return hang(request.signal, closed);
        case 'damage':
          return fault.damage(await answer(), {
            random,
            pause: (signal) => clock.sleep?.(timings.slowChunkMs, signal) ?? Promise.resolve(),
          });
      }
    },
  };
}

function hang(signal: AbortSignal, closed: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(signal.aborted ? signal.reason : connectionReset());
    if (signal.aborted || closed.aborted) return end();
    signal.addEventListener('abort', end, { once: true });
    closed.addEventListener('abort', end, { once: true });
  });
}
