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

/** Makes nodes of one kind of text, or says why it can't be read; null where a text is not meant as this kind. */
export type Importer = (text: string, context: ImportContext) => Promise<Imported | NotImported | null>;
