import type { EndpointValue } from '../../engine/param.ts';
import type { Failure } from '../../engine/problem.ts';
import type { Registry } from '../../engine/registry.ts';
import type { Clip } from '../clip.ts';

/** Nodes out of a text, and what of it found no place. */
export interface Imported {
  readonly ok: true;
  readonly clip: Clip;
  /** What the text was, at the start of a sentence. */
  readonly what: string;
  /** What was left behind, each with its reason. */
  readonly left: readonly string[];
}
export interface NotImported {
  readonly ok: false;
  readonly message: string;
  readonly fix: string;
}

export interface ImportContext {
  readonly registry: Registry;
  /** What is known of a model without a node type of its own; may ask its provider. */
  modelOf(endpoint: string): Promise<EndpointValue | Failure>;
}

/** One kind of text that nodes can be made of. */
export interface Importer {
  /** Whether a text is likely meant as this kind, so that an answer is owed. Quick, and never throws. */
  recognises(text: string): boolean;
  read(text: string, context: ImportContext): Promise<Imported | NotImported>;
}
