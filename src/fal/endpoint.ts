import type * as z from 'zod/mini';
import type { Shape, Size } from './budget.ts';
import type { Fields, InputOf } from './field.ts';
import { schemaOfFields } from './field-schema.ts';
import type { ModelInputs, ModelKind } from './model-kind.ts';
import { hdrOutput, videoOutput } from './output-schemas.ts';
import type { UnitPrice } from './price.ts';

export interface OutputShape extends Shape {
  /** Frames per second of the output; it only retimes. */
  readonly fps: number;
}

export interface ShapePlan {
  /** Size that the generation itself works on and frames as asked, before they are snapped: what the budget counts. */
  readonly generated: Shape;
  /** Size, frames and fps of the delivered file: what the price counts. */
  readonly output: OutputShape;
}

/** What an endpoint knows of its source before anything is uploaded; a still counts as one frame. */
export interface SourceClip extends Size {
  readonly frameCount: number;
  readonly fps: number;
}

/** How much one request may generate. */
export interface Budget<F extends Fields> {
  /** Cap on generated width × height × frames. */
  readonly volumeCapPxFrames: number;
  /** Changes of fields that may make an over-budget request fit, best first. */
  lighter(input: InputOf<F>, source: SourceClip): readonly Partial<InputOf<F>>[];
}

interface EndpointDeclaration<F extends Fields> {
  /** As it is called at the provider, e.g. `fal-ai/ltx-2.3-quality/hdr`. */
  readonly id: string;
  /** Permanent id of the node type that asks it. */
  readonly node: string;
  /** Which kind of model answers: how the simulator plays it. */
  readonly kind: ModelKind;
  readonly title: string;
  readonly help: string;
  readonly fields: F;
  /** The field whose file the output is made from. */
  readonly sourceField: keyof F & string;
  /** `hdr` brings a preview video and a ZIP of half-float EXR frames. */
  readonly delivers: 'video' | 'hdr';
  /** The word that the endpoint puts into a prompt which lacks it. */
  readonly trigger?: string;
  readonly price: UnitPrice;
  /** Null where none is documented. */
  readonly budget: Budget<F> | null;
  shape(input: InputOf<F>, source: SourceClip): ShapePlan;
}

export interface Endpoint<F extends Fields = Fields> extends EndpointDeclaration<F> {
  readonly input: z.ZodMiniType<InputOf<F>>;
  readonly output: typeof videoOutput | typeof hdrOutput;
}

/** Names the kind whose fields a declaration lacks, in the place where the compiler complains. */
type HasFieldsOf<F extends Fields, K extends ModelKind> =
  InputOf<F> extends ModelInputs[K] ? unknown : { readonly kind: ['lacks fields of', K] };

/**
 * Completes the one declaration of an endpoint. The request node with its ports, form and checks, the price, the
 * simulator's picture, its 422 and its OpenAPI document all follow from it.
 */
export function defineEndpoint<const F extends Fields, const K extends ModelKind>(
  declaration: EndpointDeclaration<F> & { readonly kind: K } & HasFieldsOf<F, K>,
): Endpoint<F> {
  return {
    ...(declaration as EndpointDeclaration<F>),
    input: schemaOfFields(declaration.fields),
    output: declaration.delivers === 'hdr' ? hdrOutput : videoOutput,
  };
}
