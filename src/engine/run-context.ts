import type {
  JobProgress,
  JobRunner,
  MediaTools,
  NodeContext,
  NodeServices,
  OutputFiles,
} from './node-context.ts';
import { type Places, placesOf } from './places.ts';
import type { Step } from './plan-step.ts';
import { atCell, type RunEvent } from './run-event.ts';

const NEVER_ABORTED = {
  aborted: false,
  reason: undefined,
  addEventListener() {},
  removeEventListener() {},
  throwIfAborted() {},
} as unknown as AbortSignal;

/** What one running cell sees of the run. A class, so that 10,000 trivial nodes do not cost 50,000 closures. */
export class CellContext implements NodeContext {
  readonly signal: AbortSignal;
  readonly media: MediaTools;
  readonly jobs: JobRunner;
  readonly files: OutputFiles;
  readonly #step: Pick<Step, 'node' | 'axes'>;
  readonly #cell: number;
  readonly #emit: ((event: RunEvent) => void) | undefined;

  constructor(
    services: NodeServices,
    signal: AbortSignal | undefined,
    step: Pick<Step, 'node' | 'axes'>,
    cell: number,
    emit: ((event: RunEvent) => void) | undefined,
  ) {
    this.signal = signal ?? NEVER_ABORTED;
    this.media = services.media;
    this.jobs = services.jobs;
    this.files = services.files;
    this.#step = step;
    this.#cell = cell;
    this.#emit = emit;
  }

  get places(): Places {
    return placesOf(this.#step.axes, this.#cell);
  }

  /** Made on demand, so that nodes may take it out of the context and trivial nodes do not pay for it. */
  get progress(): NodeContext['progress'] {
    return (fraction, detail) => this.#tell({ ...detail, fraction });
  }

  get log(): NodeContext['log'] {
    return (log) => this.#tell({ fraction: null, log });
  }

  #tell(progress: { readonly fraction: number | null } & Partial<Omit<JobProgress, 'fraction'>>): void {
    this.#emit?.({ kind: 'node-progress', ...atCell(this.#step, this.#cell), ...progress });
  }
}
