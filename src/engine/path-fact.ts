import type { MediaFact, UnusableFile } from './media-ref.ts';

/** One file of a numbered sequence. */
export interface SequenceFrame {
  readonly number: number;
  /** Where it lies on this machine; for the host alone. */
  readonly path: string;
  /** SHA-256 of its content. */
  readonly digest: string;
}

export interface SequenceFact {
  readonly ok: true;
  readonly kind: 'frames';
  /** Over numbers and contents: the same frames elsewhere are the same sequence. */
  readonly digest: string;
  /** The pattern of the file names, such as `shot_####.png`. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Pictures in each file, as the first frame has them, where it has several. */
  readonly layers?: readonly string[];
  /** The frames that are there, by number. */
  readonly frames: readonly SequenceFrame[];
}

export interface ClipsFact {
  readonly ok: true;
  readonly kind: 'clips';
  readonly digest: string;
  /** The folder's own name. */
  readonly name: string;
  /** In natural order of their names. */
  readonly clips: readonly (MediaFact & { readonly ok: true; readonly kind: 'video' })[];
}

/** What a pattern or a folder leads to before a plan is made, or why it cannot be used. */
export type PathFact = SequenceFact | ClipsFact | UnusableFile;
