import type { Sample } from './measure.ts';
import type { SoakJob } from './soak-job.ts';

/** What a soaked host is started with, as JSON in its only argument. */
export interface SoakOrder {
  readonly home: string;
  /** Folder of the workflows. */
  readonly folder: string;
  readonly origin: string;
}

export type ToHost = { readonly kind: 'job'; readonly job: SoakJob } | { readonly kind: 'close' };

export type FromHost =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'ended';
      readonly number: number;
      readonly status: string;
      readonly problems: readonly string[];
    }
  | { readonly kind: 'sample'; readonly sample: Sample };
