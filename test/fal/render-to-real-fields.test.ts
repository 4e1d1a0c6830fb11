import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { renderToReal } from '../../src/fal/endpoints/render-to-real.ts';
import type { Field, Fields } from '../../src/fal/field.ts';
import { ENDPOINTS, endpointById } from '../../src/fal/index.ts';
import { DEFAULT_NEGATIVE_PROMPT } from '../../src/fal/shared-fields.ts';
import facts from './facts/render-to-real.json' with { type: 'json' };

type Fact = (typeof facts.fields)[number];
const fields: Fields = renderToReal.fields;
const schema = renderToReal.input;

const KIND_OF_TYPE: Readonly<Record<string, readonly Field['kind'][]>> = {
  'string(url|data-uri)': ['video', 'image'],
  'string enum': ['choice'],
  boolean: ['toggle'],
  float: ['number'],
  integer: ['integer', 'seed'],
  string: ['text'],
};
const parse = (input: Record<string, unknown>) =>
  schema.safeParse({ video_url: 'https://x.test/a.mp4', ...input });
const takes = (name: string, value: unknown) => parse({ [name]: value }).success;

test('the endpoint has exactly the documented fields', () => {
  expect(renderToReal.id).toBe(facts.id);
  expect(Object.keys(fields).sort()).toEqual(facts.fields.map(({ name }) => name).sort());
  expect(endpointById(facts.id)).toBe(renderToReal);
  expect(endpointById('fal-ai/other')).toBeUndefined();
  expect(ENDPOINTS.map(({ id }) => id)).toContain(facts.id);
});

test.each(facts.fields)('$name is declared as documented', (fact: Fact) => {
  const field = fields[fact.name]!;
  expect(KIND_OF_TYPE[fact.type]).toContain(field.kind);
  expect('required' in field && field.required === true).toBe(fact.required);
  expect(parse({ [fact.name]: undefined }).success).toBe(!fact.required);
  if ('enum' in fact) expect('options' in field && field.options).toEqual(fact.enum);
  if ('min' in fact) expect(field).toMatchObject({ min: fact.min, max: fact.max });
  if ('requires' in fact) expect(fact.requires).toEqual([`${field.onlyWith}=true`]);
  else expect(field.onlyWith).toBeUndefined();
  expect(field.label).not.toBe('');
  expect(field.help).toMatch(/\.$/);
});

test.each(facts.fields)('$name has the documented default', (fact: Fact) => {
  const given = parse({});
  const value = given.success ? (given.data as Record<string, unknown>)[fact.name] : 'no defaults';
  if (fact.name === 'negative_prompt') expect(value).toBe(DEFAULT_NEGATIVE_PROMPT);
  else if (fact.name === 'video_url') expect(value).toBe('https://x.test/a.mp4');
  else expect(value ?? null).toEqual('default' in fact ? fact.default : null);
});

test.each(facts.fields)('$name takes what is documented and nothing else', (fact: Fact) => {
  const { name } = fact;
  if (fact.type === 'boolean') {
    expect([true, false, 'true', 1].map((value) => takes(name, value))).toEqual([true, true, false, false]);
  } else if ('enum' in fact) {
    for (const value of fact.enum!) expect(takes(name, value)).toBe(true);
    expect(takes(name, 'other')).toBe(false);
  } else if ('min' in fact) {
    const { min, max } = fact as { min: number; max: number };
    const step = fact.type === 'integer' ? 1 : 0.01;
    expect([min, max].map((value) => takes(name, value))).toEqual([true, true]);
    expect([min - step, max + step, String(min)].map((value) => takes(name, value))).toEqual([
      false,
      false,
      false,
    ]);
    expect(takes(name, min + 0.5)).toBe(fact.type !== 'integer' && min + 0.5 <= max);
  } else if (name === 'seed') {
    expect([0, 4_294_967_295].map((value) => takes(name, value))).toEqual([true, true]);
    expect([-1, 4_294_967_296, 0.5, 'x'].map((value) => takes(name, value))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  } else {
    expect(takes(name, 'text')).toBe(true);
    expect(takes(name, 5)).toBe(false);
    expect(takes(name, '')).toBe(fact.type === 'string');
  }
});

test('the default negative prompt is the documented one, letter by letter', () => {
  const fact = facts.fields.find(({ name }) => name === 'negative_prompt')!.default as {
    length: number;
    sha256: string;
  };
  expect(DEFAULT_NEGATIVE_PROMPT).toHaveLength(fact.length);
  expect(createHash('sha256').update(DEFAULT_NEGATIVE_PROMPT).digest('hex')).toBe(fact.sha256);
});

test('unknown fields are dropped, as the endpoint ignores them', () => {
  const found = parse({ intensitty: 'strong' });
  expect(found.success && 'intensitty' in found.data).toBe(false);
});

test('an answer is read with and without what live bodies leave out', () => {
  const video = { url: 'https://x.test/v.mp4', content_type: 'video/mp4', file_name: 'v.mp4', file_size: 9 };
  expect(renderToReal.output.safeParse({ video, seed: 1, prompt: 'p' }).success).toBe(true);
  expect(renderToReal.output.safeParse({ video: { url: 'u', fps: null, num_frames: 121 } }).success).toBe(
    true,
  );
  expect(renderToReal.output.safeParse({ video: { url: '' } }).success).toBe(false);
  expect(renderToReal.output.safeParse({ seed: 1 }).success).toBe(false);
  expect(Object.keys(renderToReal.output.shape).sort()).toEqual(facts.output.map(({ name }) => name).sort());
});
