/** The draft that victims write. */
export const DRAFT_ID = 'crash-draft';

/** Where a victim stops and waits to be killed. */
export type Stop =
  /** At this label, the nth time. */
  | { readonly kind: 'at'; readonly label: string; readonly nth: number }
  /** At the boundary that is the nth of all. */
  | { readonly kind: 'count'; readonly count: number };

export type WireCall =
  | 'upload-start'
  | 'upload'
  | 'submit'
  | 'status'
  | 'result'
  | 'download'
  | 'history'
  | 'other';

/** One call whose connection breaks: before it is sent, after it took effect, or in the middle of its answer. */
export interface LineBreak {
  readonly call: WireCall;
  readonly nth: number;
  readonly how: 'before' | 'after' | 'half';
}

/** The disk has no room from one boundary on until another. */
export interface FullDisk {
  readonly from: number;
  readonly until: number;
}

/** What a victim is told to do, as JSON in its only argument. */
export interface Order {
  readonly task: 'run' | 'recover' | 'settings' | 'drafts';
  /** Folder of the home and of everything else that is watched. */
  readonly root: string;
  readonly home: string;
  /** The workflow file of a run. */
  readonly file: string;
  readonly provider: 'fal' | 'oxen';
  /** Of the served simulator. */
  readonly origin: string;
  readonly stop: Stop | null;
  readonly lineBreak: LineBreak | null;
  readonly fullDisk: FullDisk | null;
  /** Which cap a settings victim changes: two of them share a home. */
  readonly cap: 'capPerRunUsd' | 'capPerDayUsd';
}

/** Where a victim stands that has nothing left to do. */
export const END_OF_WORK = 'the end of its work';

/** What a victim says, one JSON text a line. It never ends by itself. */
export type Saying =
  /** The program has begun. */
  | { readonly kind: 'begun' }
  /** The host is open and the work under way. */
  | { readonly kind: 'working' }
  /** It stands still at this boundary. */
  | { readonly kind: 'stopped'; readonly at: string }
  /** A change that a person was told is kept; they count up from 1. */
  | { readonly kind: 'kept'; readonly value: number }
  /** The work is over; `passed` counts the boundaries by label. */
  | {
      readonly kind: 'idle';
      readonly status: string;
      readonly problems: readonly string[];
      readonly passed: Readonly<Record<string, number>>;
    };
