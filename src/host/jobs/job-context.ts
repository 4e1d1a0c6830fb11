import type { JobProgress } from '../../engine/node-context.ts';
import type { MediaProcess } from '../../media/media-process.ts';
import type { AssetStore } from '../assets/asset-store.ts';
import type { Clock } from '../clock.ts';
import type { Provider } from '../providers/provider.ts';
import type { ProviderLink } from '../providers/provider-link.ts';
import type { Job } from './job.ts';
import type { Ledger } from './ledger.ts';
import type { Pace, PollScheduler } from './poll-scheduler.ts';
import type { UploadBook } from './upload-book.ts';

/** The way to the provider that a job was or will be sent to. */
export interface JobRoute {
  readonly link: ProviderLink;
  readonly pace: Pace;
  /** Name of the storage its uploads lie in. */
  readonly storage: string;
}

/** What the steps of a job work with. */
export interface JobContext {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly assets: AssetStore;
  readonly media: MediaProcess;
  readonly uploads: UploadBook;
  readonly scheduler: PollScheduler;
  /** Aborted when the host closes; nothing that matters is lost by that. */
  readonly closed: AbortSignal;
  route(job: Pick<Job, 'provider' | 'owner'>): JobRoute;
  isReady(provider: Provider): boolean;
  /** What a server says the size of a file is; null where it does not tell. */
  sizeOfWebFile(url: string): Promise<number | null>;
  /** The public address that an asset was read from, or null for a file of this machine. */
  addressOf(asset: string): string | null;
  progress(jobId: string, progress: JobProgress): void;
}
