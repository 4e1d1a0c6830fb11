import { z } from 'zod';
import type { Shape, Size } from './budget.ts';
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

/** What an endpoint knows of its source clip before anything is uploaded. */
export interface SourceClip extends Size {
  readonly frameCount: number;
  readonly fps: number;
}

interface EndpointDeclaration<F extends Fields> {
  readonly id: string;
  readonly title: string;
  readonly help: string;
  readonly fields: F;
  /** Cap on generated width × height × frames, or null where none is documented. */
  readonly volumeCapPxFrames: number | null;
  shape(input: InputOf<F>, source: SourceClip): ShapePlan;
  /** Changes of fields that may make an over-budget request fit, best first. */
  lighter(input: InputOf<F>, source: SourceClip): readonly Partial<InputOf<F>>[];
}

export interface Endpoint<F extends Fields = Fields> extends EndpointDeclaration<F> {
  readonly input: z.ZodType<InputOf<F>>;
  readonly output: typeof videoOutput;
  readonly unitPrice: UnitPrice;
}

const file = z.object({
  url: z.string().min(1),
  content_type: z.string().nullish(),
  file_name: z.string().nullish(),
  file_size: z.number().nullish(),
});

/** A generated video as fal describes it; every measure is optional and has to be probed anew. */
export const videoFile = file.extend({
  width: z.number().nullish(),
  height: z.number().nullish(),
  fps: z.number().nullish(),
  duration: z.number().nullish(),
  num_frames: z.number().nullish(),
});

/** Output of the endpoints that return one video; seed and prompt are missing from some live bodies. */
export const videoOutput = z.object({
  video: videoFile,
  seed: z.number().nullish(),
  prompt: z.string().nullish(),
});

/** Completes a declaration with its schemas and its unit price. Throws where the price table lacks the id. */
export function defineEndpoint<const F extends Fields>(declaration: EndpointDeclaration<F>): Endpoint<F> {
  const unitPrice = UNIT_PRICES[declaration.id];
  if (!unitPrice) throw new Error(`no unit price for ${declaration.id}`);
  return { ...declaration, input: schemaOfFields(declaration.fields), output: videoOutput, unitPrice };
}
