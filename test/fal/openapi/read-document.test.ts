import { describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../../src/fal/index.ts';
import { keepSchema, parseKeptSchema } from '../../../src/fal/openapi/kept-schema.ts';
import { MAX_DOCUMENT_CHARACTERS, readDocument } from '../../../src/fal/openapi/read-document.ts';
import { openapiDocument } from '../../../src/simulator/routes/openapi.ts';
import { documentOf } from './documents.ts';

function fieldsOf(properties: object, required: readonly string[] = [], schemas: object = {}) {
  const read = readDocument(JSON.stringify(documentOf(properties, required, schemas)));
  if (!read.ok) throw new Error(read.message);
  return Object.fromEntries(read.endpoint.fields.map(({ name, ...field }) => [name, field]));
}

const refusalOf = (text: string, wanted: string | null = null) => {
  const read = readDocument(text, wanted);
  return read.ok ? null : `${read.message} ${read.fix}`;
};

describe.each(ENDPOINTS.map((endpoint) => [endpoint.id, endpoint] as const))('%s', (id, endpoint) => {
  const read = readDocument(JSON.stringify(openapiDocument(endpoint)), id);
  if (!read.ok) throw new Error(read.message);
  const { fields, delivers, leftOut } = read.endpoint;

  test('has the fields of our own declaration, in its order', () => {
    expect(fields.map(({ name }) => name)).toEqual(Object.keys(endpoint.fields));
    expect(leftOut).toEqual([]);
    expect(delivers).toBe(endpoint.delivers);
  });

  test.each(fields.map((field) => [field.name, field] as const))(
    '%s has our type, default, range and requirement',
    (name, field) => {
      const own: Record<string, unknown> = { ...endpoint.fields[name]! };
      const facts = [
        'kind',
        'default',
        'min',
        'isMinExcluded',
        'max',
        'options',
        'required',
        'isNumeric',
        'isPlain',
      ];
      for (const fact of facts) {
        expect((field as unknown as Record<string, unknown>)[fact], fact).toEqual(own[fact]);
      }
    },
  );
});

describe('kinds of fields', () => {
  test.each([
    ['a text', 'caption', { type: 'string', default: 'x' }, { kind: 'text', default: 'x' }],
    ['an address of a clip, by its name', 'input_video_url', { type: 'string' }, { kind: 'video' }],
    ['an address of a still, by its name', 'tail_image_url', { type: 'string' }, { kind: 'image' }],
    ['an address of a mask', 'mask_url', { type: 'string' }, { kind: 'image' }],
    ['an address of a sound', 'audio_url', { type: 'string' }, { kind: 'audio' }],
    ['an address of anything else', 'model_url', { type: 'string' }, { kind: 'text' }],
    ['a file, by its form', 'source', { type: 'string', ui: { field: 'video' } }, { kind: 'video' }],
    [
      'a number above a bound',
      'strength',
      { type: 'number', exclusiveMinimum: 0, maximum: 1 },
      { kind: 'number', min: 0, isMinExcluded: true, max: 1 },
    ],
    [
      'a whole number',
      'steps',
      { type: 'integer', minimum: 1, maximum: 9 },
      { kind: 'integer', min: 1, max: 9 },
    ],
    ['a seed', 'seed', { anyOf: [{ type: 'integer' }, { type: 'null' }] }, { kind: 'seed' }],
    ['a seed with a default', 'seed', { type: 'integer', default: 42 }, { kind: 'integer', default: 42 }],
    [
      'types in a list',
      'scale',
      { type: ['number', 'null'], default: 0.5 },
      { kind: 'number', default: 0.5 },
    ],
    ['a switch without a default', 'loop', { type: 'boolean' }, { kind: 'toggle' }],
    [
      'a choice',
      'size',
      { enum: ['a', 'b'], type: 'string', default: 'b' },
      { kind: 'choice', options: ['a', 'b'], default: 'b' },
    ],
    [
      'a choice of numbers',
      'duration',
      { type: 'integer', enum: [4, 8], default: 8 },
      { kind: 'choice', options: ['4', '8'], default: '8', isNumeric: true },
    ],
    ['a single value', 'mode', { const: 'only' }, { kind: 'choice', options: ['only'] }],
    [
      'several texts',
      'tags',
      { type: 'array', items: { type: 'string' }, default: ['a'] },
      { kind: 'json', default: '["a"]' },
    ],
    ['an object', 'camera', { type: 'object', properties: { x: { type: 'number' } } }, { kind: 'json' }],
    ['a schema that says nothing', 'anything', true, { kind: 'json' }],
    [
      'words where it is used',
      'pick',
      { $ref: '#/components/schemas/Pick', title: 'Mine', default: 'b' },
      { kind: 'choice', default: 'b', label: 'Mine', help: 'Theirs' },
    ],
  ])('%s', (_, name, schema, expected) => {
    const schemas = { Pick: { title: 'Pick', description: 'Theirs', type: 'string', enum: ['a', 'b'] } };
    expect(fieldsOf({ [name]: schema }, [], schemas)[name]).toMatchObject(expected);
  });

  test('a named or free size', () => {
    const size = { type: 'object', properties: { width: { type: 'integer' }, height: { type: 'integer' } } };
    const anyOf = [{ $ref: '#/components/schemas/ImageSize' }, { type: 'string', enum: ['auto', 'square'] }];
    const { image_size: field } = fieldsOf({ image_size: { anyOf, default: 'square' } }, [], {
      ImageSize: size,
    });
    expect(field).toMatchObject({ kind: 'image-size', options: ['auto', 'square'], default: 'square' });
  });

  test('adapters that know no transformer', () => {
    const items = { type: 'object', properties: { path: { type: 'string' }, scale: { type: 'number' } } };
    expect(fieldsOf({ loras: { type: 'array', items } }).loras).toMatchObject({
      kind: 'loras',
      isPlain: true,
    });
  });

  test.each([
    ['out of range', { type: 'integer', minimum: 1, maximum: 5, default: 900 }],
    ['of another type', { type: 'boolean', default: 'yes' }],
    ['not an option', { type: 'string', enum: ['a'], default: 'z' }],
    ['an object', { type: 'string', default: { toString: 'x' } }],
    ['endless', { type: 'string', default: 'x'.repeat(30_000) }],
  ])('a default that is %s counts as none', (_, schema) => {
    expect(fieldsOf({ odd: schema }).odd).not.toHaveProperty('default');
  });

  test('a range that is upside down counts as none', () => {
    expect(fieldsOf({ odd: { type: 'number', minimum: 5, maximum: 1 } }).odd).not.toHaveProperty('min');
  });

  test('long labels and helps are cut, line breaks are spaces', () => {
    const { odd } = fieldsOf({ odd: { type: 'string', title: 'T'.repeat(999), description: 'a\n\n b' } });
    expect(odd?.label).toHaveLength(80);
    expect(odd?.help).toBe('a b');
  });
});

describe('documents that are no use', () => {
  const circle = {
    A: { $ref: '#/components/schemas/B' },
    B: { anyOf: [{ $ref: '#/components/schemas/A' }] },
  };
  const wide = {
    W: { anyOf: Array.from({ length: 9 }, () => ({ $ref: '#/components/schemas/V' })) },
    V: { anyOf: Array.from({ length: 9 }, () => ({ $ref: '#/components/schemas/U' })) },
    U: { anyOf: Array.from({ length: 9 }, () => ({ $ref: '#/components/schemas/T' })) },
    T: { anyOf: Array.from({ length: 9 }, () => ({ $ref: '#/components/schemas/S' })) },
    S: { anyOf: Array.from({ length: 9 }, () => ({ type: 'string' })) },
  };
  const many = Object.fromEntries(
    Array.from({ length: 5000 }, (_, place) => [`f${place}`, { type: 'string' }]),
  );
  const text = (properties: object, required: readonly string[] = [], schemas: object = {}) =>
    JSON.stringify(documentOf(properties, required, schemas));

  test.each([
    [
      'a circle of references',
      text({ loop: { $ref: '#/components/schemas/A' } }, [], circle),
      'circles at “loop”',
    ],
    [
      'alternatives that multiply',
      text({ wide: { $ref: '#/components/schemas/W' } }, [], wide),
      'circles at “wide”',
    ],
    ['5,000 fields', text(many), '5,000 fields; a form takes at most 200'],
    ['no field', text({}), 'has no fields'],
    ['a web page', '<!doctype html><title>404</title>', 'web page'],
    ['something else than JSON', '{"paths":', 'not valid JSON'],
    ['JSON of another kind', '{"format":"blockout/workflow"}', 'no “paths”'],
    ['a list', '[]', 'no “paths”'],
    ['too much', `"${'x'.repeat(MAX_DOCUMENT_CHARACTERS)}"`, 'at most 4 MB'],
    ['no POST', JSON.stringify({ paths: { '/fal-ai/x': { get: {} } } }), 'no POST'],
    [
      'a required field called __proto__',
      `{"paths":{"/fal-ai/x":{"post":{"requestBody":{"content":{"application/json":{"schema":{"required":["__proto__"],"properties":{"__proto__":{"type":"string"}}}}}}}}}}`,
      '“__proto__”',
    ],
    [
      'a required field called like a param of the node',
      text({ endpoint: { type: 'string' } }, ['endpoint']),
      '“endpoint”',
    ],
    ['deep nonsense', '['.repeat(100_000), 'not valid JSON'],
  ])('%s', (_, document, words) => {
    expect(refusalOf(document)).toContain(words);
  });

  test('one of another model', () => {
    expect(refusalOf(text({ prompt: { type: 'string' } }), 'fal-ai/other')).toContain(
      'describes “fal-ai/any”',
    );
  });

  test('several models, none of them named', () => {
    const { paths, ...rest } = documentOf({ prompt: { type: 'string' } });
    const { info: _, ...nameless } = rest;
    const two = { ...nameless, paths: { ...paths, '/fal-ai/two': paths['/fal-ai/any'] } };
    expect(refusalOf(JSON.stringify(two))).toContain('which of its paths');
    expect(refusalOf(JSON.stringify(two), 'fal-ai/two')).toBeNull();
  });
});

test('optional fields with names that no param may have are left out and told', () => {
  const text = `{"constructor":{"type":"string"},"a-b":{"type":"string"},"__proto__":{"type":"string"},"ok":{"type":"string"}}`;
  const read = readDocument(JSON.stringify(documentOf(JSON.parse(text))));
  expect(read).toMatchObject({ ok: true, endpoint: { leftOut: ['constructor', 'a-b', '__proto__'] } });
  expect(read.ok && read.endpoint.fields.map(({ name }) => name)).toEqual(['ok']);
});

test('what is kept of a document reads back as it was', () => {
  for (const endpoint of ENDPOINTS) {
    const read = readDocument(JSON.stringify(openapiDocument(endpoint)));
    if (!read.ok) throw new Error(read.message);
    const kept = keepSchema(read.endpoint, { readOn: '2026-08-01', source: 'fal' });
    expect(parseKeptSchema(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  }
});

describe('a kept schema that somebody has changed by hand', () => {
  const read = readDocument(JSON.stringify(documentOf({ prompt: { type: 'string' } })));
  if (!read.ok) throw new Error(read.message);
  const kept = keepSchema(read.endpoint, { readOn: '2026-08-01', source: 'fal' });
  const [prompt] = kept.fields;

  test.each([
    ['a name that every object has', { fields: [{ ...prompt, name: 'constructor' }] }],
    ['the same name twice', { fields: [prompt, prompt] }],
    ['a kind that does not exist', { fields: [{ ...prompt, kind: 'script' }] }],
    ['a default of another kind', { fields: [{ ...prompt, kind: 'integer', default: 'x' }] }],
    ['a default beyond its bounds', { fields: [{ ...prompt, kind: 'integer', max: 3, default: 4 }] }],
    ['too many fields', { fields: Array.from({ length: 201 }, (_, at) => ({ ...prompt, name: `f${at}` })) }],
    ['no field', { fields: [] }],
    ['a negative price', { price: { unitUsd: -1, unit: 'videos', asOf: '2026-08-01' } }],
  ])('with %s is none', (_, change) => {
    expect(parseKeptSchema({ ...kept, ...change })).toBeNull();
  });
});
