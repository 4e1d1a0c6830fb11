import type { SequenceFrame } from './path-fact.ts';
import type { Places } from './places.ts';
import type { Failure } from './problem.ts';
import type { FramesValue, ImageValue, RequestValue, VideoValue } from './value.ts';

export interface ConformOptions {
  /** First and last frame to keep, 0-based and inclusive. */
  readonly inFrame?: number;
  readonly outFrame?: number;
  readonly fps?: number;
  readonly frameCount?: number;
  readonly width?: number;
  readonly height?: number;
  readonly fit?: 'crop' | 'pad' | 'stretch';
}

export interface EdgeSettings {
  /** Share of the strongest possible edge from which on something counts as one, 0 to 1. */
  readonly threshold: number;
  readonly blurPasses: number;
}

/** Numbered files in the order in which they are shown; a frame that is held comes several times. */
export interface Sequence {
  readonly name: string;
  readonly frames: readonly SequenceFrame[];
  readonly fps: number;
  /** How scene-linear frames are brought to a screen. */
  readonly toneMap: ToneMap;
  /** Which of several pictures in each file; empty is the first. */
  readonly layer: string;
}

export type ToneMap = 'clip' | 'filmic' | 'reinhard';

/** Work on media files; results land in the asset store. */
export interface MediaTools {
  extractFrame(video: VideoValue, frame: number, signal: AbortSignal): Promise<ImageValue | Failure>;
  conform(
    video: VideoValue,
    options: ConformOptions,
    signal: AbortSignal,
    progress: (fraction: number) => void,
  ): Promise<{ readonly video: VideoValue; readonly notes: readonly string[] } | Failure>;
  /** The edges of every frame, white on black, at the clip's own size and rate. */
  edges(
    video: VideoValue,
    settings: EdgeSettings,
    signal: AbortSignal,
    progress: (fraction: number) => void,
  ): Promise<VideoValue | Failure>;
  /** A still of scene-linear light as a screen shows it, in 8 bits; of the layer named, or the first. */
  showExr(
    image: ImageValue,
    look: { readonly layer: string; readonly toneMap: ToneMap },
    signal: AbortSignal,
  ): Promise<ImageValue | Failure>;
  /** A clip of numbered files. Fails where one is not what it was when the plan was made. */
  assemble(
    sequence: Sequence,
    signal: AbortSignal,
    progress: (fraction: number) => void,
  ): Promise<{ readonly video: VideoValue; readonly notes: readonly string[] } | Failure>;
}

/** What a paid job brought back. */
export interface Take {
  readonly jobId: string;
  /** Null where the model brought a still. */
  readonly video: VideoValue | null;
  readonly image?: ImageValue | null;
  /** The frames of an HDR take; null where the endpoint brings none. */
  readonly frames: FramesValue | null;
  readonly seed: number | null;
  readonly prompt: string | null;
  /** Billed, where the provider tells it; else the estimate. */
  readonly costUsd: number;
  /** Differences between what was asked and what came, in words. */
  readonly notes: readonly string[];
}

export interface JobProgress {
  readonly state: 'uploading' | 'queued' | 'running' | 'fetching';
  readonly fraction?: number;
  readonly queuePosition?: number;
  readonly log?: string;
}

/** A cell of a node, by where it lies. */
export interface CellAddress {
  readonly nodeId: string;
  readonly places: Places;
}

/** The only door to spending money. */
export interface JobRunner {
  submit(
    request: RequestValue,
    by: CellAddress,
    signal: AbortSignal,
    progress: (progress: JobProgress) => void,
  ): Promise<Take | Failure>;
}

export interface SavedFile {
  readonly path: string;
  readonly sizeBytes: number;
}

export interface SaveFramesOptions {
  readonly firstNumber: number;
  /** `source` copies the files as they are, `png` tone-maps and converts. */
  readonly format: 'source' | 'png';
  readonly signal: AbortSignal;
  progress(fraction: number): void;
}

export interface SavedFrames {
  /** Path of the first frame. */
  readonly path: string;
  readonly frameCount: number;
  readonly sizeBytes: number;
}

/** Files for the user, written under the output folder of the run. */
export interface OutputFiles {
  /**
   * Copies an asset to `name` with tokens filled in ({workflow} {node} {shot} {take} {seed} {date}); never overwrites a
   * file with other content, but counts up.
   */
  save(
    asset: VideoValue | ImageValue,
    name: string,
    tokens: Readonly<Record<string, string>>,
  ): Promise<SavedFile | Failure>;
  /**
   * Copies every frame to `name` with tokens filled in, {frame} as the number of the frame from `firstNumber` on with at
   * least four digits. The sequence lands as a whole or not at all, and never among the files of another one.
   */
  saveFrames(
    frames: FramesValue,
    name: string,
    tokens: Readonly<Record<string, string>>,
    options: SaveFramesOptions,
  ): Promise<SavedFrames | Failure>;
  /** Whether the file is still there with this size, below the output folder of now. */
  isIntact(file: SavedFile): Promise<boolean>;
  /** Whether every file of a saved sequence is still there, below the output folder of now. */
  areIntact(sequence: SavedFrames): Promise<boolean>;
}

/** Services that a host lends to running nodes. */
export interface NodeServices {
  readonly media: MediaTools;
  readonly jobs: JobRunner;
  readonly files: OutputFiles;
}

/** What `run` gets beside its arguments. */
export interface NodeContext extends NodeServices {
  readonly signal: AbortSignal;
  /** Where the cell that runs lies. */
  readonly places: Places;
  /** Fraction 0…1, or null where it is not known. */
  progress(fraction: number | null, detail?: Omit<JobProgress, 'fraction'>): void;
  log(line: string): void;
}
