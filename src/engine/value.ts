/** Content hash (SHA-256, lower-case hex) of a file in the asset store, or a pending id before it exists. */
export type AssetId = string;

/** A file by content, with the name a person knows it by. */
export interface AssetRef {
  readonly asset: AssetId;
  readonly name: string;
}

export interface VideoValue extends AssetRef {
  /** Display size in px, rotation applied. */
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly frameCount: number;
  readonly durationS: number;
  readonly hasAudio: boolean;
}

export interface ImageValue extends AssetRef {
  readonly width: number;
  readonly height: number;
}

export interface KeyframesValue {
  readonly first?: ImageValue;
  readonly mid?: ImageValue;
  readonly end?: ImageValue;
  /** How many frames the take has that this node chose them for; absent where it can't tell. */
  readonly layout?: { readonly from: string; readonly frameCount: number };
}

export interface ControlValue {
  readonly video: VideoValue;
  readonly skipPreprocess: boolean;
  readonly preserveOriginal: boolean;
  /** 0…1, how strongly the original is kept when `preserveOriginal` is on. */
  readonly strength: number;
}

export interface LoraValue {
  readonly path: string | AssetRef;
  readonly scale: number;
}

/** Generation settings by request field name; a wired value wins over the request node's own. */
export interface SettingsValue {
  /** The node whose params these are, so that a fix knows where to set them. */
  readonly from: string;
  readonly values: Readonly<Record<string, string | number | boolean>>;
}

/** A size, an adapter with its scale: what a request holds as an object of its own. */
export interface RequestFieldObject {
  readonly [field: string]: RequestFieldValue;
}
export type RequestFieldValue =
  | string
  | number
  | boolean
  | null
  | AssetRef
  | RequestFieldObject
  | readonly RequestFieldValue[];

/** One change of params that repairs a problem, as a button's label and what it sets. */
export interface Fix {
  readonly label: string;
  readonly sets: readonly { readonly nodeId: string; readonly param: string; readonly value: unknown }[];
  /** Asks for copies of the request beside it, each with its own part of the clip; what is set holds for every part. */
  readonly split?: { readonly nodeId: string; readonly partCount: number; readonly frameCount: number };
}

/** What a request does otherwise than one may expect, with the change that sets it right where there is one. */
export interface RequestWarning {
  readonly message: string;
  /** The param of the request's node that it is about. */
  readonly param?: string;
  readonly fix?: Fix;
}

/** Size, length and sound of what an endpoint will deliver. */
export interface PromisedOutput {
  readonly width: number;
  readonly height: number;
  readonly frameCount: number;
  readonly fps: number;
  readonly hasAudio: boolean;
}

/** A paid request before it is sent: provider-neutral, readable, priced. */
export interface RequestValue {
  /** The node that built it. */
  readonly from?: string;
  readonly endpoint: string;
  /** Fields by the endpoint's own names; media are asset references until they are uploaded. */
  readonly input: Readonly<Record<string, RequestFieldValue>>;
  /** What the endpoint promises to deliver; null where nobody knows beforehand. */
  readonly output: PromisedOutput | null;
  readonly megapixels: number;
  readonly billedMegapixels: number;
  readonly volumePxFrames: number;
  readonly volumeCapPxFrames: number | null;
  readonly fits: boolean;
  /** Estimate; the provider's billed units decide. Null where it cannot be told: then nothing is ever spent. */
  readonly costUsd: number | null;
  readonly price: {
    readonly usdPerMegapixel: number;
    /** Whether megapixels are billed rounded up or as they are. */
    readonly rounding: 'up' | 'none';
    readonly source: string;
    readonly asOf: string;
  } | null;
  /** What one billed unit costs, where that is not a megapixel. */
  readonly unitUsd?: number;
  /** Set where the cost follows from a price that the workflow keeps: it is confirmed before money is spent. */
  readonly isKeptPrice?: true;
  readonly warnings: readonly RequestWarning[];
  readonly fixes: readonly Fix[];
}

/** A numbered run of image files kept as assets, in order. */
export interface FramesValue {
  readonly frames: readonly ImageValue[];
  readonly fps: number;
}

export interface ReportValue {
  readonly title: string;
  readonly lines: readonly string[];
}

/** Everything that an edge can carry, by kind. */
export interface ValueTypes {
  video: VideoValue;
  image: ImageValue;
  control: ControlValue;
  keyframes: KeyframesValue;
  lora: LoraValue;
  loras: readonly LoraValue[];
  text: string;
  number: number;
  boolean: boolean;
  settings: SettingsValue;
  request: RequestValue;
  frames: FramesValue;
  report: ReportValue;
}

export type ValueKind = keyof ValueTypes;

const PENDING = 'pending:';

/** The asset id of a file that a step will make, while the plan only knows the step's key. */
export function pendingAsset(key: string): AssetId {
  return `${PENDING}${key}`;
}

/** Whether this asset does not exist yet. */
export function isPendingAsset(asset: AssetId): boolean {
  return asset.startsWith(PENDING);
}

type Conversion = (value: never) => unknown;

const CONVERSIONS: Readonly<Partial<Record<ValueKind, Readonly<Partial<Record<ValueKind, Conversion>>>>>> = {
  image: { keyframes: (value: ImageValue): KeyframesValue => ({ first: value }) },
  lora: { loras: (value: LoraValue): readonly LoraValue[] => [value] },
  number: { text: (value: number): string => String(value) },
};

/**
 * How a value of one kind becomes another: null for the same kind (nothing to do), a function where a conversion
 * is listed, undefined where the kinds do not fit.
 */
export function conversion(from: ValueKind, to: ValueKind): ((value: unknown) => unknown) | null | undefined {
  if (from === to) return null;
  return CONVERSIONS[from]?.[to] as ((value: unknown) => unknown) | undefined;
}

/** The kinds that a port of this kind accepts, itself first. */
export function acceptedKinds(to: ValueKind): ValueKind[] {
  const convertible = (Object.keys(CONVERSIONS) as ValueKind[]).filter((from) => CONVERSIONS[from]?.[to]);
  return [to, ...convertible];
}
