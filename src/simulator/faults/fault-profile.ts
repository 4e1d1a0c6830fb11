import type { Endpoint } from '../../fal/endpoint.ts';
import type { ModelError } from '../model/model-error.ts';

/** The calls of the protocol, by what they are for; Oxen's have the names of fal's that do the same. */
export type Route =
  | 'submit'
  | 'status'
  | 'stream'
  | 'result'
  | 'cancel'
  | 'run'
  | 'initiate'
  | 'initiate-multipart'
  | 'upload'
  | 'upload-part'
  | 'upload-complete'
  | 'download'
  | 'token'
  | 'pricing'
  | 'estimate'
  | 'requests'
  | 'billing'
  | 'openapi';

export interface FaultCall {
  readonly route: Route;
  /** How often this route was called for this job, upload or file under this profile; the first call is 1. */
  readonly count: number;
  /** Part number of an `upload-part` call. */
  readonly part?: number;
  /** Seeded by the profile seed and the route: every call of one scenario draws the same numbers. */
  random(): number;
}

/** What goes wrong with one call. */
type CallFault =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** An object is sent as JSON, a text as HTML. */
      readonly body: object | string;
    }
  /** The connection breaks before or after the request took effect. */
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
  /** No answer ever comes. */
  | { readonly kind: 'hang' }
  /** The right answer, damaged on its way. */
  | { readonly kind: 'damage'; damage(response: Response, tools: DamageTools): Promise<Response> };

interface DamageTools {
  random(): number;
  /** Waits the simulator's slow-download pause. */
  pause(signal: AbortSignal): Promise<void>;
}

/** A failure of the platform itself, as it appears on the status and result calls. */
export interface PlatformFault {
  readonly httpStatus: number;
  readonly errorType: string;
  readonly detail: string;
  /** The start timeout that the caller asked for ran out. */
  readonly userTimeout?: boolean;
}

/** One named, seeded scenario. Every hook is optional: a profile says only what differs from a good day. */
export interface FaultProfile {
  readonly name: string;
  /** One sentence for the list of profiles. */
  readonly summary: string;
  /** The scenarios that this one is put together from; their `call` hooks stand for its own. */
  readonly parts?: readonly FaultProfile[];
  /** Strangers ahead in the queue at submit. */
  readonly strangersAhead?: number;
  call?(call: FaultCall): CallFault | undefined;
  /** Failure of the n-th attempt (from 1) to run the job. */
  attempt?(attempt: number): PlatformFault | undefined;
  /** What the model says instead of a result, after it has read its inputs. */
  refuse?(
    input: Readonly<Record<string, unknown>>,
    endpoint: Pick<Endpoint, 'fields'>,
  ): ModelError | undefined;
  /** What happens to a request above the volume budget; rejected unless told otherwise. */
  readonly overBudget?: 'reject' | 'cap';
  /** Frames really delivered for the frames promised. */
  frames?(frameCount: number): number;
  /** Lifetime of the result JSON instead of fal's. */
  readonly resultTtlMs?: number;
  /** Whether a cancelled running job stops, and whether a cancelled queued one stays visible. */
  readonly cancel?: 'ignored' | 'forgotten';
  /** How far the platform's clock is ahead of the simulator's; shown by its `Date` and its list of requests. */
  readonly clockAheadMs?: number;
  /** Status of a result call that comes too early; 400 unless told otherwise. */
  readonly earlyResultStatus?: 202;
}
