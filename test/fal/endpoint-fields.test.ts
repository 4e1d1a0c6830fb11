import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readDelivery } from '../../src/fal/delivery.ts';
import type { Endpoint } from '../../src/fal/endpoint.ts';
import type { Field, Fields } from '../../src/fal/field.ts';
import { ENDPOINTS, endpointById } from '../../src/fal/index.ts';
import { priceOfShape } from '../../src/fal/price.ts';
import { DEFAULT_NEGATIVE_PROMPT } from '../../src/fal/shared-fields.ts';
import { ENDPOINT_FACTS, type EndpointFacts, type FieldFact } from './facts/endpoint-facts.ts';

const KIND_OF_TYPE: Readonly<Record<string, readonly Field['kind'][]>> = {
  'string(url|data-uri)': ['video', 'image', 'audio'],
  'string enum': ['choice'],
  boolean: ['toggle'],
  float: ['number'],
  // Types of this document know no whole numbers.
  number: ['number', 'integer', 'seed'],
  integer: ['integer', 'seed'],
  string: ['text'],
  'ImageSize | string enum': ['image-size'],
  'array<LoRAInput>': ['loras'],
};

/** A valid value for a field, other than its default where there is another. */
function someValue(field: Field): unknown {
  switch (field.kind) {
    case 'video':
    case 'image':
    case 'audio':
      return `https://x.test/${field.kind}`;
    case 'text':
      return 'a text';
    case 'loras':
      return [{ path: 'https://x.test/a.safetensors' }];
    case 'toggle':
      return !field.default;
    case 'choice':
    case 'image-size':
      return field.options.find((option) => option !== field.default);
    case 'seed':
      return 7;
    case 'json':
      return {};
    default:
      return field.min ?? 3;
  }
}

/** A valid input with everything that this field needs. */
function inputWith({ fields }: { readonly fields: Fields }, name: string, value: unknown) {
  const input: Record<string, unknown> = {};
  for (const [id, field] of Object.entries(fields)) {
    if ('required' in field && field.required) input[id] = someValue(field);
  }
  for (const need of fields[name]?.needs ?? []) input[need] = someValue(fields[need]!);
  return { ...input, [name]: value };
}

test('every documented endpoint is known, and no other', () => {
  const ids = ENDPOINT_FACTS.map(({ id }) => id).sort();
  expect(ENDPOINTS.map(({ id }) => id).sort()).toEqual(ids);
  expect(endpointById('fal-ai/other')).toBeUndefined();
});

describe.each(ENDPOINT_FACTS)('$id', (facts: EndpointFacts) => {
  const endpoint = endpointById(facts.id) as Endpoint;
  const { fields } = endpoint;
  const takes = (name: string, value: unknown) =>
    endpoint.input.safeParse(inputWith(endpoint, name, value)).success;

  test('has exactly the documented fields and outputs', () => {
    expect(Object.keys(fields).sort()).toEqual(facts.fields.map(({ name }) => name).sort());
    expect(Object.keys(endpoint.output.shape).sort()).toEqual([...facts.output].sort());
    expect(['video', 'image']).toContain(fields[endpoint.sourceField]?.kind);
    expect(fields[endpoint.sourceField]).toMatchObject({ required: true });
  });

  test('costs what its page says', () => {
    const { usdPerMegapixel, rounding, examples } = facts.price;
    expect(endpoint.price).toMatchObject({ usdPerMegapixel, rounding });
    expect(endpoint.price.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    for (const { w, h, frames, mp, billed_mp, usd } of examples) {
      const price = priceOfShape({ width: w, height: h, frameCount: frames }, endpoint.price);
      expect([price.megapixels, price.billedMegapixels]).toEqual([mp, billed_mp]);
      expect(price.costUsd).toBeCloseTo(usd, usd === Math.round(usd * 1e4) / 1e4 ? 4 : 5);
    }
  });

  test.each(facts.fields)('$name is declared as documented', (fact: FieldFact) => {
    const field = fields[fact.name]!;
    expect(KIND_OF_TYPE[fact.type]).toContain(field.kind);
    if (fact.media) expect(field.kind).toBe(fact.media);
    expect('required' in field && field.required === true).toBe(fact.required);
    expect(endpoint.input.safeParse(inputWith(endpoint, fact.name, undefined)).success).toBe(!fact.required);
    if (fact.enum) expect('options' in field && field.options).toEqual(fact.enum);
    if ('min' in field || fact.min !== undefined)
      expect(field).toMatchObject({ min: fact.min, max: fact.max });
    expect('isMinExcluded' in field && field.isMinExcluded === true).toBe(fact.min_excluded === true);
    if (fact.max_items !== undefined) expect(field).toMatchObject({ max: fact.max_items });
    const requires = fact.requires?.map((need) => need.replace('=true', ''));
    const isIgnored = fact.requires_mode === 'ignored_if_missing';
    expect(field.needs).toEqual(isIgnored ? undefined : requires);
    if (isIgnored) expect([field.onlyWith]).toEqual(requires);
    expect(field.label).not.toBe('');
    expect(field.help).toMatch(/\.$/);
  });

  test.each(facts.fields)('$name has the documented default', (fact: FieldFact) => {
    if (fact.required) return expect(fact.default).toBeUndefined();
    const parsed = endpoint.input.parse(inputWith(endpoint, '', undefined)) as Record<string, unknown>;
    const value = parsed[fact.name];
    if (typeof fact.default === 'object') {
      if (fact.default.sha256 === undefined) return expect(value).toBeUndefined();
      expect(value).toBe(DEFAULT_NEGATIVE_PROMPT);
      expect(DEFAULT_NEGATIVE_PROMPT).toHaveLength(fact.default.length);
      const sha256 = createHash('sha256').update(DEFAULT_NEGATIVE_PROMPT).digest('hex');
      expect(sha256).toBe(fact.default.sha256);
    } else expect(value).toEqual(fact.default ?? (fact.type === 'boolean' ? false : undefined));
  });

  test.each(facts.fields)(
    '$name takes what is documented and nothing else',
    ({ name, ...fact }: FieldFact) => {
      const field = fields[name]!;
      const all = (values: readonly unknown[]) => values.map((value) => takes(name, value));
      switch (field.kind) {
        case 'toggle':
          expect(all([true, false, 'true', 1])).toEqual([true, true, false, false]);
          break;
        case 'choice':
          expect(all(fact.enum!)).toEqual(fact.enum!.map(() => true));
          expect(all(['other', 1])).toEqual([false, false]);
          break;
        case 'image-size':
          expect(all(fact.enum!)).toEqual(fact.enum!.map(() => true));
          expect(
            all([{ width: 1280, height: 704 }, { width: 1280 }, 'other', { width: 0, height: 9 }]),
          ).toEqual([true, false, false, false]);
          break;
        case 'integer':
        case 'number': {
          const isWhole = field.kind === 'integer';
          const { min = -1e9, max = 1e9 } = fact;
          expect(all([min, max, String(min)])).toEqual([fact.min_excluded !== true, true, false]);
          expect(takes(name, min + 0.5)).toBe(!isWhole && min + 0.5 <= max);
          const step = isWhole ? 1 : 0.01;
          if (fact.min !== undefined) expect(all([min - step, max + step])).toEqual([false, false]);
          break;
        }
        case 'seed':
          expect(all([0, 4_294_967_295, -1, 4_294_967_296, 0.5, 'x'])).toEqual([
            true,
            true,
            false,
            false,
            false,
            false,
          ]);
          break;
        case 'loras': {
          const lora = { path: 'https://x.test/a.safetensors', scale: 0.8, transformer: 'both' };
          expect(all([[lora], [lora, lora, lora], [lora, lora, lora, lora]])).toEqual([true, true, false]);
          expect(
            all([[{ scale: 1 }], [{ ...lora, transformer: 'left' }], [{ ...lora, scale: 'x' }], 'x']),
          ).toEqual([false, false, false, false]);
          break;
        }
        default:
          expect(all(['text', 5])).toEqual([true, false]);
          expect(takes(name, '')).toBe(field.kind === 'text');
      }
    },
  );

  test.each(facts.fields.filter(({ requires_mode }) => requires_mode === 'required'))(
    '$name is refused without what it needs',
    ({ name }: FieldFact) => {
      const value = someValue(fields[name]!);
      expect(takes(name, value)).toBe(true);
      for (const need of fields[name]!.needs!) {
        if ('required' in fields[need]! && fields[need].required) continue;
        const { [need]: _, ...without } = inputWith(endpoint, name, value) as Record<string, unknown>;
        const parsed = endpoint.input.safeParse(without);
        expect(parsed.error?.issues.map(({ path }) => path)).toContainEqual([name]);
      }
    },
  );

  test('unknown fields are dropped, as the endpoint ignores them', () => {
    const parsed = endpoint.input.safeParse(inputWith(endpoint, 'intensitty', 'strong'));
    expect(parsed.success && 'intensitty' in parsed.data).toBe(false);
  });

  test('an answer is read with and without what live bodies leave out', () => {
    const file = { url: 'https://x.test/f', content_type: 'image/png', file_name: 'f', file_size: 9 };
    const isHdr = facts.output.includes('exr_frames_url');
    const answer = isHdr ? { preview_video: file, exr_frames_url: file } : { video: file };
    expect(readDelivery(endpoint, { ...answer, seed: 1, prompt: 'p' })).toEqual({
      file: { url: file.url, sizeBytes: 9 },
      exrArchive: isHdr ? { url: file.url, sizeBytes: 9 } : null,
      others: [],
      seed: 1,
      prompt: 'p',
    });
    const bare = { url: 'u', fps: null, num_frames: 121 };
    const least = isHdr ? { preview_video: bare, exr_frames_url: { url: 'z' } } : { video: bare };
    expect(readDelivery(endpoint, least)).toMatchObject({ seed: null, prompt: null });
    for (const bad of [{}, { seed: 1 }, { video: { url: '' } }, { preview_video: file }, null, 'x']) {
      expect(readDelivery(endpoint, bad)).toBeNull();
    }
  });
});
