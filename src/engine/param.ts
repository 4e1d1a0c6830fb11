import type { MediaFact, MediaKind, MediaRef } from './media-ref.ts';
import type { ClipsFact, SequenceFact } from './path-fact.ts';

interface ParamBase {
  readonly label: string;
  readonly help?: string;
  /** Shown in the form's second part. */
  readonly advanced?: boolean;
  /** Name of the toggle param without which this one has no effect. */
  readonly onlyWith?: string;
  /** Input port whose value brings this one along: while it is wired, the param's own is not used. */
  readonly comesWith?: string;
  /** Came when its node was in use already: at its default it is no part of keys, so that results made before still hold. */
  readonly addedLater?: true;
}

export interface TextParam extends ParamBase {
  readonly kind: 'text' | 'multiline';
  readonly default: string;
  readonly placeholder?: string;
}
export interface NumberParam extends ParamBase {
  readonly kind: 'number' | 'integer' | 'slider';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** Set where the lower bound itself is refused. */
  readonly isMinExcluded?: true;
  readonly step?: number;
  readonly unit?: string;
}
/** A frame index or count that may be left open (null). */
export interface FramesParam extends ParamBase {
  readonly kind: 'frames';
  readonly default: number | null;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
}
export interface ChoiceParam extends ParamBase {
  readonly kind: 'choice';
  readonly default: string;
  readonly options: readonly string[];
}
export interface ToggleParam extends ParamBase {
  readonly kind: 'toggle';
  readonly default: boolean;
}
export interface SeedParam extends ParamBase {
  readonly kind: 'seed';
  readonly default: SeedValue;
}
/** Width × height in px, or null to keep the source's. */
export interface SizeParam extends ParamBase {
  readonly kind: 'size';
  readonly default: SizeValue | null;
  readonly multipleOf?: number;
}
/** A number that may be left open (null), which is not the same as any number. */
export interface OptionalNumberParam extends ParamBase {
  readonly kind: 'optional-number';
  readonly default: number | null;
  readonly min: number;
  readonly max: number;
  /** Set where the lower bound itself is refused. */
  readonly isMinExcluded?: true;
  readonly step?: number;
}
/** One of a few named sizes, or a width × height in px. */
export interface PresetSizeParam extends ParamBase {
  readonly kind: 'preset-size';
  readonly default: string;
  readonly options: readonly string[];
}
export interface MediaParam extends ParamBase {
  readonly kind: 'media';
  readonly accepts: MediaKind;
  readonly default: null;
}
/** One of the pictures in a file that holds several, by name; empty is the first. */
export interface LayerParam extends ParamBase {
  readonly kind: 'layer';
  readonly default: '';
  /** The param of the same node that names the file. */
  readonly of: string;
}
/** Many files by one path: a numbered sequence by its pattern, or the clips of a folder. */
export interface PathParam extends ParamBase {
  readonly kind: 'path';
  readonly reads: 'frames' | 'clips';
  readonly default: null;
  readonly placeholder?: string;
  /** Params of the same node that narrow which files count. */
  readonly narrowedBy?: readonly string[];
}
/** A path as a workflow keeps it: relative to its own file, unless the user put an absolute one. */
export interface PathValue {
  readonly path: string;
}

/** A model of a provider, with what is kept of its own description: it gives the node its ports and params. */
export interface EndpointParam extends ParamBase {
  readonly kind: 'endpoint';
  readonly default: null;
}

export type Param =
  | TextParam
  | NumberParam
  | FramesParam
  | ChoiceParam
  | ToggleParam
  | SeedParam
  | SizeParam
  | OptionalNumberParam
  | PresetSizeParam
  | MediaParam
  | PathParam
  | LayerParam
  | EndpointParam;
export type ParamKind = Param['kind'];
export type Params = Readonly<Record<string, Param>>;

/**
 * What a new take does with the number: keep it, draw another, or take the next one. `used` tells a random 0 that was
 * drawn from one that waits for its first number.
 */
export interface SeedValue {
  readonly mode: 'fixed' | 'randomize' | 'increment';
  readonly value: number;
  readonly used?: boolean;
}
export interface EndpointValue {
  readonly id: string;
  /** Absent until the description was read once. */
  readonly schema?: Readonly<Record<string, unknown>>;
}
export interface SizeValue {
  readonly width: number;
  readonly height: number;
}

/** What a param's value looks like inside a saved workflow. */
export type StoredParam<P extends Param> = P extends MediaParam
  ? MediaRef | null
  : P extends PathParam
    ? PathValue | null
    : P extends SeedParam
      ? SeedValue
      : ResolvedParam<P>;

/** What a node is handed for a param: seeds as numbers, media with their facts. */
export type ResolvedParam<P extends Param> = P extends TextParam | LayerParam
  ? string
  : P extends NumberParam
    ? number
    : P extends FramesParam | OptionalNumberParam
      ? number | null
      : P extends ChoiceParam
        ? P['options'][number]
        : P extends ToggleParam
          ? boolean
          : P extends SeedParam
            ? number
            : P extends SizeParam
              ? SizeValue | null
              : P extends PresetSizeParam
                ? string | SizeValue
                : P extends EndpointParam
                  ? EndpointValue | null
                  : P extends MediaParam
                    ? (MediaFact & { readonly ok: true }) | null
                    : P extends PathParam
                      ? (P['reads'] extends 'frames' ? SequenceFact : ClipsFact) | null
                      : never;

/** Largest seed that JSON, SQLite and the wire all keep exactly (unsigned 32 bit). */
export const MAX_SEED = 4_294_967_295;
