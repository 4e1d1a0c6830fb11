import type { FileStore } from '../file-store.ts';
import type { RenderProcess } from '../render-process.ts';

/** What playing a job needs. */
export interface ModelTools {
  readonly files: FileStore;
  readonly fixtures: Readonly<Record<string, string>>;
  readonly renderer: RenderProcess;
  /** Folder for unfinished files. */
  readonly scratchDir: string;
  readonly signal: AbortSignal;
  now(): number;
  drawSeed(): number;
  log(message: string): void;
}
