import { UnusableDocument } from './refusal.ts';

export type Json = Readonly<Record<string, unknown>>;

/** References and alternatives inside one another; documents of fal need three. */
const MAX_DEPTH = 12;
/** Schemas looked at in one document; one with 200 fields needs about a thousand. */
const MAX_STEPS = 20_000;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object's own field, never one that every object has. */
export const own = (object: unknown, name: string): unknown =>
  isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined;

export const hasFields = (value: unknown): value is Json => isObject(value) && Object.keys(value).length > 0;

/** A schema without references, with the alternatives that are left beside `null`. */
export interface FlatSchema {
  readonly schema: Json;
  /** Two or more where the document offers a choice of forms; else empty. */
  readonly choices: readonly Json[];
}

/** Follows references in one document, and gives up on one that leads in circles. */
export class SchemaWalk {
  readonly #document: Json;
  #steps = 0;

  constructor(document: Json) {
    this.#document = document;
  }

  /** The schema at the end of all references, with the words of those on the way; `null` as an alternative is dropped. */
  flatten(raw: unknown, place: string, depth = 0): FlatSchema {
    if (depth > MAX_DEPTH || ++this.#steps > MAX_STEPS) {
      throw new UnusableDocument(
        `The document leads in circles at “${place}”.`,
        'Ask the model’s author for a sound OpenAPI document.',
      );
    }
    const schema = isObject(raw) ? raw : {};
    const ref = own(schema, '$ref');
    if (typeof ref === 'string') return under(schema, this.flatten(this.#target(ref), place, depth + 1));
    const parts = alternatives(schema);
    if (parts.length === 0) return { schema, choices: [] };
    const [only] = parts;
    if (parts.length === 1) return under(schema, this.flatten(only, place, depth + 1));
    const choices = parts.map((part) => this.flatten(part, place, depth + 1));
    return {
      schema,
      choices: choices.flatMap((one) => (one.choices.length > 0 ? one.choices : [one.schema])),
    };
  }

  #target(ref: string): unknown {
    if (!ref.startsWith('#/')) return undefined;
    const names = ref.slice(2).split('/');
    return names.reduce<unknown>(
      (at, name) => own(at, name.replaceAll('~1', '/').replaceAll('~0', '~')),
      this.#document,
    );
  }
}

const WORDS = ['title', 'description', 'default', 'ui', 'examples'];

/** What is said where a schema is used wins over what is said where it is declared. */
function under(outer: Json, inner: FlatSchema): FlatSchema {
  const words = WORDS.filter((word) => Object.hasOwn(outer, word)).map((word) => [word, outer[word]]);
  return { ...inner, schema: { ...inner.schema, ...Object.fromEntries(words) } };
}

function alternatives(schema: Json): unknown[] {
  for (const name of ['anyOf', 'oneOf', 'allOf']) {
    const parts = own(schema, name);
    if (Array.isArray(parts)) return parts.filter((part) => own(part, 'type') !== 'null');
  }
  return [];
}
