import facts from './endpoints.json' with { type: 'json' };

/** What is documented of one field. Ranges and defaults are absent where none are documented. */
export interface FieldFact {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  /** An object stands for a long text by its length and hash. */
  readonly default?: string | number | boolean | { readonly length: number; readonly sha256?: string };
  readonly min?: number;
  readonly max?: number;
  /** Set where the value must be greater than `min`. */
  readonly min_excluded?: true;
  readonly enum?: readonly string[];
  readonly max_items?: number;
  readonly media?: 'video' | 'image' | 'audio';
  readonly requires?: readonly string[];
  readonly requires_mode?: 'required' | 'ignored_if_missing';
}

export interface EndpointFacts {
  readonly id: string;
  readonly price: {
    readonly usdPerMegapixel: number;
    readonly rounding: 'up' | 'none';
    readonly examples: readonly {
      readonly w: number;
      readonly h: number;
      readonly frames: number;
      readonly mp: number;
      readonly billed_mp: number;
      readonly usd: number;
    }[];
  };
  readonly fields: readonly FieldFact[];
  readonly output: readonly string[];
}

/** Every documented endpoint with every field, read from the pages and types of the provider. */
export const ENDPOINT_FACTS = facts as unknown as readonly EndpointFacts[];
