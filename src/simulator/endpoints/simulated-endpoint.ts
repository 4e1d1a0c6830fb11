import type { Endpoint } from '../../fal/endpoint.ts';
import type { Fields, InputOf } from '../../fal/field.ts';
import type { Look } from '../look/look.ts';
import type { ModelError } from '../model/model-error.ts';

/** How the simulator plays one endpoint: its contract and what the model makes of its input. */
export interface SimulatedEndpoint<F extends Fields = Fields> {
  readonly contract: Endpoint<F>;
  /** The prompt that the endpoint reports as used. */
  finalPrompt(input: InputOf<F>): string;
  /** The picture to make; `media` holds the local path of each media field that was sent. */
  look(input: InputOf<F>, media: Readonly<Record<string, string>>, frameCount: number): Look;
  /** What this model cannot do although its contract allows it; null when it can. */
  refuse?(input: InputOf<F>): ModelError | null;
}

/** Checks a declaration against its contract's fields and forgets them, so that endpoints fit one list. */
export function simulateEndpoint<const F extends Fields>(
  declaration: SimulatedEndpoint<F>,
): SimulatedEndpoint {
  return declaration as unknown as SimulatedEndpoint;
}
