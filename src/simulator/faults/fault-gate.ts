import type { Clock } from '../clock.ts';
import { hashText, seededRandom } from '../seeded-random.ts';
import type { Timings } from '../timings.ts';
import { connectionReset } from './connection-reset.ts';
import type { FaultProfile, Route } from './fault-profile.ts';
import { profileByName } from './profiles/index.ts';

/** Headers by which a test chooses the profile of one request and its seed. */
export const PROFILE_HEADER = 'x-blockout-profile';

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
}

/** A gate with its own call counters. Throws where the profile is unknown. */
export function createFaultGate({ profile, profileSeed, clock, timings, closed }: GateOptions): FaultGate {
  let standing = profileByName(profile);
  const counts = new Map<string, number>();

  return {
    profileOf(request) {
      const asked = request.headers.get(PROFILE_HEADER);
      return asked === null ? standing : profileByName(asked);
    },
    setProfile(name) {
      standing = profileByName(name);
    },
    async pass({ route, subject = '', part, profile: inForce, request }, answer) {
      const key = `${inForce.name} ${route} ${subject} ${part ?? ''}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      const random = seededRandom(profileSeed ^ hashText(`${inForce.name} ${route}`));
      const fault = inForce.call?.({ route, count, part, random });
      if (!fault) return answer();
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
