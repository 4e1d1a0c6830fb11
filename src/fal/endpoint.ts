import type { z } from 'zod';
import type { Shape, Size } from './budget.ts';
import { hdrOutput, videoOutput } from './delivery.ts';
import { type Fields, type InputOf, schemaOfFields } from './field.ts';
import { UNIT_PRICES, type UnitPrice } from './price.ts';

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

interface EndpointDeclaration<F extends Fields> {
  readonly id: string;
  readonly title: string;
  readonly help: string;
  readonly fields: F;
  /** The field whose file the output is made from. */
  readonly sourceField: keyof F & string;
  /** `hdr` brings a preview video and a ZIP of half-float EXR frames. */
  readonly delivers: 'video' | 'hdr';
  /** Cap on generated width × height × frames, or null where none is documented. */
  readonly volumeCapPxFrames: number | null;
  shape(input: InputOf<F>, source: SourceClip): ShapePlan;
  /** Changes of fields that may make an over-budget request fit, best first. */
  lighter(input: InputOf<F>, source: SourceClip): readonly Partial<InputOf<F>>[];
}

export interface Endpoint<F extends Fields = Fields> extends EndpointDeclaration<F> {
  readonly input: z.ZodType<InputOf<F>>;
  readonly output: typeof videoOutput | typeof hdrOutput;
  readonly unitPrice: UnitPrice;
}

/** Completes a declaration with its schemas and its unit price. Throws where the price table lacks the id. */
export function defineEndpoint<const F extends Fields>(declaration: EndpointDeclaration<F>): Endpoint<F> {
  const unitPrice = UNIT_PRICES[declaration.id];
  if (!unitPrice) throw new Error(`no unit price for ${declaration.id}`);
  return {
    ...declaration,
    input: schemaOfFields(declaration.fields),
    output: declaration.delivers === 'hdr' ? hdrOutput : videoOutput,
    unitPrice,
  };
}
