import type { Endpoint } from '../fal/endpoint.ts';
import type { Auth } from './auth.ts';
import type { Clock } from './clock.ts';
import type { FaultGate } from './faults/fault-gate.ts';
import type { FileStore } from './file-store.ts';
import type { Instance } from './instance.ts';
import type { JobStore } from './job-store.ts';
import type { Scheduler } from './scheduler.ts';
import type { Timings } from './timings.ts';
import type { UploadStore } from './upload-store.ts';

/** What the routes work on. */
export interface SimulatorState {
  readonly clock: Clock;
  /** Aborted when the simulator closes: streams end then. */
  readonly closed: AbortSignal;
  readonly instance: Instance;
  readonly timings: Timings;
  readonly auth: Auth;
  readonly gate: FaultGate;
  readonly jobs: JobStore;
  readonly files: FileStore;
  readonly uploads: UploadStore;
  readonly scheduler: Scheduler;
  readonly endpoints: readonly Endpoint[];
  /** USD per unit of an endpoint, or undefined for one without a price. */
  unitPriceUsd(endpointId: string): number | undefined;
}
