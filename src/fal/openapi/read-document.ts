import type { Field } from '../field.ts';
import { type Delivers, deliversOf } from './delivers.ts';
import { isEndpointId } from './endpoint-id.ts';
import { fieldOfSchema } from './field-of-schema.ts';
import { type Refusal, UnusableDocument } from './refusal.ts';
import { hasFields, isObject, type Json, own, SchemaWalk } from './schema-walk.ts';

/** Largest document, in characters; those of fal have about 20,000. */
export const MAX_DOCUMENT_CHARACTERS = 4_000_000;
/** Most fields that a form is made of. */
export const MAX_FIELDS = 200;
/** Params of the node itself, which no field may hide. */
export const RESERVED_NAMES: readonly string[] = ['endpoint', 'price_usd'];

const FROM_MODEL_PAGE = 'Download the OpenAPI document of the model from its page on fal.ai.';

export type NamedField = Field & { readonly name: string };

/** What a model's document says about one endpoint, as far as a request needs it. */
export interface ReadEndpoint {
  readonly endpoint: string;
  readonly title: string;
  readonly help: string;
  /** In the document's order. */
  readonly fields: readonly NamedField[];
  readonly delivers: Delivers;
  /** Names of optional fields that have no place in a form. */
  readonly leftOut: readonly string[];
}

export type DocumentRead = { readonly ok: true; readonly endpoint: ReadEndpoint } | Refusal;

/**
 * Reads the OpenAPI document of one queue endpoint: the input of its POST as fields. `wanted` is the endpoint that it
 * has to describe, null where any will do. Documents come from outside: every size is bounded, nothing in it throws.
 */
export function readDocument(text: string, wanted: string | null = null): DocumentRead {
  try {
    return { ok: true, endpoint: readEndpoint(parse(text), wanted) };
  } catch (error) {
    if (!(error instanceof UnusableDocument)) throw error;
    return { ok: false, message: error.message, fix: error.fix };
  }
}

function parse(text: string): Json {
  if (text.length > MAX_DOCUMENT_CHARACTERS) {
    throw new UnusableDocument(
      `The document has ${Math.ceil(text.length / 1e6)} MB; at most ${MAX_DOCUMENT_CHARACTERS / 1e6} MB are read.`,
      FROM_MODEL_PAGE,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    const isPage = /^\s*</.test(text);
    throw new UnusableDocument(
      isPage ? 'This is a web page, not an OpenAPI document.' : 'The document is not valid JSON.',
      FROM_MODEL_PAGE,
    );
  }
  if (!isObject(value) || !isObject(own(value, 'paths'))) {
    throw new UnusableDocument('This is not an OpenAPI document: it has no “paths”.', FROM_MODEL_PAGE);
  }
  return value;
}

function readEndpoint(document: Json, wanted: string | null): ReadEndpoint {
  const info = own(document, 'info');
  const metadata = own(info, 'x-fal-metadata');
  const { endpoint, post } = findPost(document, wanted ?? own(metadata, 'endpointId'));
  if (wanted !== null && endpoint !== wanted) {
    throw new UnusableDocument(
      `The document describes “${endpoint}”, not “${wanted}”.`,
      'Choose the document of this model, or change the endpoint.',
    );
  }
  const walk = new SchemaWalk(document);
  const body = own(own(own(own(post, 'requestBody'), 'content'), 'application/json'), 'schema');
  const input = walk.flatten(body, 'input').schema;
  const properties = own(input, 'properties');
  if (!hasFields(properties)) {
    throw new UnusableDocument(`The input of “${endpoint}” has no fields.`, FROM_MODEL_PAGE);
  }
  const { fields, leftOut } = readFields(input, properties, walk);
  const result = own(own(own(document, 'paths'), `/${endpoint}/requests/{request_id}`), 'get');
  return {
    endpoint,
    title: titleOf(endpoint),
    help: plainText(own(metadata, 'description')),
    fields,
    delivers: deliversOf(result, walk),
    leftOut,
  };
}

/** The POST of the endpoint in question, or of the only one that there is. */
function findPost(document: Json, hint: unknown): { endpoint: string; post: unknown } {
  const paths = own(document, 'paths') as Json;
  const posts = Object.keys(paths).filter(
    (path) => own(own(own(paths, path), 'post'), 'requestBody') !== undefined,
  );
  const named = typeof hint === 'string' ? `/${hint}` : null;
  const path = posts.find((one) => one === named) ?? (posts.length === 1 ? posts[0] : undefined);
  const endpoint = path?.slice(1);
  if (path === undefined || endpoint === undefined || !isEndpointId(endpoint)) {
    throw new UnusableDocument(
      posts.length === 0
        ? 'The document has no POST with an input, so nothing can be sent to this model.'
        : 'The document does not say which of its paths is the model’s.',
      FROM_MODEL_PAGE,
    );
  }
  return { endpoint, post: own(own(paths, path), 'post') };
}

function readFields(input: Json, properties: Json, walk: SchemaWalk) {
  const names = Object.keys(properties);
  if (names.length > MAX_FIELDS) {
    throw new UnusableDocument(
      `The input has ${names.length.toLocaleString('en')} fields; a form takes at most ${MAX_FIELDS}.`,
      'Send this request from a script of your own.',
    );
  }
  const ordered = own(input, 'x-fal-order-properties');
  const first = Array.isArray(ordered) ? ordered.filter((name) => names.includes(name as string)) : [];
  const listed = own(input, 'required');
  const required = new Set(Array.isArray(listed) ? listed : []);
  const fields: NamedField[] = [];
  const leftOut: string[] = [];
  for (const name of new Set<string>([...first, ...names])) {
    if (isFieldName(name)) {
      fields.push({ name, ...fieldOfSchema(name, properties[name], required.has(name), walk) });
    } else if (required.has(name)) {
      throw new UnusableDocument(
        `The model needs a field called “${name.slice(0, 80)}”, which a form cannot have.`,
        'Send this request from a script of your own.',
      );
    } else leftOut.push(name.slice(0, 80));
  }
  return { fields, leftOut };
}

/** Names that can be a param: none that every object has, and none of the node's own. */
export function isFieldName(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_]{0,79}$/.test(name) && !(name in {}) && !RESERVED_NAMES.includes(name);
}

/** “fal-ai/wan/v2.2/image-to-video” reads as “Wan v2.2 image to video”. */
function titleOf(endpoint: string): string {
  const words = endpoint.split('/').slice(1).join(' ').replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function plainText(value: unknown): string {
  return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim().slice(0, 500) : '';
}
