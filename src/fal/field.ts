import type { LoraInput } from './lora-input.ts';

interface FieldBase {
  readonly label: string;
  readonly help: string;
  /** A field that most requests leave alone: shown in the form's second part. */
  readonly advanced?: boolean;
  /** Name of the field without which this one is ignored: a toggle that is on, or a file that is given. */
  readonly onlyWith?: string;
  /** Names of the fields without which a request with this one is refused. */
  readonly needs?: readonly string[];
}

export interface MediaField extends FieldBase {
  readonly kind: 'video' | 'image' | 'audio';
  readonly required?: true;
}
export interface TextField extends FieldBase {
  readonly kind: 'text';
  /** Absent where the text has to be sent, or where leaving it out means something of its own. */
  readonly default?: string;
  readonly required?: true;
}
/** Bounds are absent where none are documented, the default where leaving the field out means something of its own. */
export interface NumberField extends FieldBase {
  readonly kind: 'integer' | 'number';
  readonly default?: number;
  readonly min?: number;
  readonly max?: number;
  /** Set where the lower bound itself is refused. */
  readonly isMinExcluded?: true;
  /** Step of the form's control; the wire accepts every value between min and max. */
  readonly step?: number;
  readonly required?: true;
}
export interface ChoiceField extends FieldBase {
  readonly kind: 'choice';
  readonly options: readonly string[];
  /** Absent where the choice has to be sent, or where leaving it out means something of its own. */
  readonly default?: string;
  readonly required?: true;
  /** Set where the endpoint takes these options as numbers. */
  readonly isNumeric?: true;
}
export interface ToggleField extends FieldBase {
  readonly kind: 'toggle';
  /** Absent where only “on” is ever sent. */
  readonly default?: boolean;
}
export interface SeedField extends FieldBase {
  readonly kind: 'seed';
}
/** A named size or a width and height in px. */
export interface ImageSizeField extends FieldBase {
  readonly kind: 'image-size';
  readonly options: readonly string[];
  readonly default?: string;
  readonly required?: true;
}
export interface LorasField extends FieldBase {
  readonly kind: 'loras';
  readonly max: number;
  readonly required?: true;
  /** Set where an adapter has nothing but its path and scale. */
  readonly isPlain?: true;
}
/** Anything that has no form of its own, as JSON text. */
export interface JsonField extends FieldBase {
  readonly kind: 'json';
  readonly default?: string;
  readonly required?: true;
}

/** One field of an endpoint's input, under the endpoint's own name. */
export type Field =
  | MediaField
  | TextField
  | NumberField
  | ChoiceField
  | ToggleField
  | SeedField
  | ImageSizeField
  | LorasField
  | JsonField;
export type Fields = Readonly<Record<string, Field>>;

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}
export type ImageSize = string | PixelSize;

type FieldValue<F extends Field> = F extends MediaField | TextField
  ? string
  : F extends NumberField | SeedField
    ? number
    : F extends ChoiceField
      ? F['options'][number]
      : F extends ToggleField
        ? boolean
        : F extends ImageSizeField
          ? ImageSize
          : F extends LorasField
            ? readonly LoraInput[]
            : unknown;

/** What is always there in a parsed input: what has to be sent and what has a default. */
type Present = { readonly required: true } | { readonly default: string | number | boolean };

/** The parsed input of an endpoint: defaults filled in, optional media and seed possibly absent. */
export type InputOf<F extends Fields> = {
  -readonly [K in keyof F as F[K] extends Present ? K : never]: FieldValue<F[K]>;
} & {
  -readonly [K in keyof F as F[K] extends Present ? never : K]?: FieldValue<F[K]>;
};
