import { describe, expect, test } from 'vitest';
import { carryOver } from '../../src/engine/carry-over.ts';
import { applyEdit } from '../../src/engine/edits.ts';
import { loadWorkflow } from '../../src/engine/load-document.ts';
import { isFailure } from '../../src/engine/problem.ts';
import { createRegistry } from '../../src/engine/registry.ts';
import { saveWorkflow } from '../../src/engine/save-document.ts';
import type { RequestValue } from '../../src/engine/value.ts';
import { ENDPOINTS } from '../../src/fal/index.ts';
import { type KeptSchema, keepSchema } from '../../src/fal/openapi/kept-schema.ts';
import { readDocument } from '../../src/fal/openapi/read-document.ts';
import { NODE_TYPES } from '../../src/nodes/index.ts';
import { openapiDocument } from '../../src/simulator/routes/openapi.ts';
import { nodeOf, workflowOf } from '../engine/fixtures/build-workflow.ts';
import { documentOf } from '../fal/openapi/documents.ts';
import { clipOf, STILL } from './fixtures/clips.ts';
import { LoneNode } from './fixtures/lone-node.ts';

const registry = createRegistry(NODE_TYPES);

function kept(document: object, price?: KeptSchema['price']) {
  const read = readDocument(JSON.stringify(document));
  if (!read.ok) throw new Error(read.message);
  const schema = keepSchema(read.endpoint, { readOn: '2026-08-01', source: 'fal', price });
  return { id: read.endpoint.endpoint, schema };
}
const typeOf = (endpoint: unknown) => registry.of({ type: 'fal-endpoint', params: { endpoint } })!;
const lone = (endpoint: unknown) => new LoneNode(typeOf(endpoint));
const requestOf = async (endpoint: unknown, given: object) =>
  (await lone(endpoint).run(given)).request as RequestValue;

describe.each(ENDPOINTS.map((endpoint) => [endpoint.id, endpoint] as const))('%s', (_id, endpoint) => {
  const declared = NODE_TYPES.find(({ title }) => title === endpoint.title)!;
  const value = kept(openapiDocument(endpoint));
  const inputs = Object.fromEntries(
    Object.entries({
      video: clipOf(),
      image: STILL,
      keyframes: { first: STILL },
      control: { video: clipOf(), skipPreprocess: true, preserveOriginal: false, strength: 0.5 },
      loras: [{ path: 'https://x.test/a.safetensors', scale: 0.5 }],
      prompt: '3DREAL. a harbour',
      seed: 7,
    }).filter(([port]) => port in declared.inputs),
  );

  test('has the ports and params of our own node', () => {
    const type = typeOf(value);
    const kinds = (ports: object) =>
      Object.entries(ports)
        .map(([id, { kind }]) => `${id} ${kind}`)
        .sort();
    expect(kinds(type.inputs)).toEqual(kinds(declared.inputs));
    const { endpoint: model, price_usd, ...params } = type.params;
    expect(model).toMatchObject({ kind: 'endpoint' });
    expect(price_usd).toMatchObject({ advanced: true });
    expect(Object.keys(params).sort()).toEqual(Object.keys(declared.params).sort());
  });

  test('makes the same request at the same price', async () => {
    const own = (await new LoneNode(declared).run({ inputs })).request as RequestValue;
    expect(await requestOf(value, { inputs })).toEqual(own);
  });
});

const any = (properties: object, required: readonly string[] = [], price?: KeptSchema['price']) =>
  kept(documentOf(properties, required), price);

test('a model of ours that takes more by now has no price but the expected one', async () => {
  const document = openapiDocument(ENDPOINTS[1]!) as ReturnType<typeof documentOf>;
  const inputs = { video: clipOf(), prompt: 'a harbour' };
  const longer = JSON.parse(JSON.stringify(document).replace('"maximum":481', '"maximum":961'));
  const costOf = async (params: object) => (await requestOf(kept(longer), { inputs, params })).costUsd;
  expect(await costOf({ num_frames: 121, price_usd: 9 })).toBeLessThan(1);
  expect(await costOf({ num_frames: 961 })).toBeNull();
  expect(await costOf({ num_frames: 961, price_usd: 9 })).toBe(9);
});

describe('a model that we do not know', () => {
  const clip = { input_video_url: { type: 'string' }, num_images: { type: 'integer', default: 1 } };

  test('sends its fields under their own names, each in its own form', async () => {
    const endpoint = any({
      ...clip,
      duration: { type: 'integer', enum: [4, 8], default: 8 },
      loop: { type: 'boolean' },
      camera: { type: 'object' },
      style: { type: 'string', enum: ['a', 'b'] },
      caption: { type: 'string' },
    });
    const camera = '{"x": [1, null]}';
    const { input, output, costUsd } = await requestOf(endpoint, {
      inputs: { input_video_url: clipOf() },
      params: { camera },
    });
    expect(input).toEqual({
      input_video_url: { asset: clipOf().asset, name: clipOf().name },
      num_images: 1,
      duration: 8,
      camera: { x: [1, null] },
    });
    expect([output, costUsd]).toEqual([null, null]);
  });

  test('says that its price is unknown, and what the provider asks for a unit', async () => {
    const { warnings } = await requestOf(any(clip, [], { unitUsd: 0.05, unit: 'seconds', asOf: '' }), {});
    expect(warnings[0]!.message).toMatch(/not known beforehand \(fal asks \$0\.050 per second\)/);
  });

  test('costs what the user expects, where nothing else tells', async () => {
    const { costUsd, warnings } = await requestOf(any(clip), { params: { price_usd: 0.4 } });
    expect([costUsd, warnings]).toEqual([0.4, []]);
  });

  test('is priced by the result where the provider does so, and asks for no expectation', async () => {
    const endpoint = any(clip, [], { unitUsd: 0.05, unit: 'images', asOf: '2026-08-01' });
    expect(typeOf(endpoint).params).not.toHaveProperty('price_usd');
    const { costUsd, unitUsd } = await requestOf(endpoint, { params: { num_images: 4, price_usd: 0 } });
    expect([costUsd, unitUsd]).toEqual([0.2, 0.05]);
  });

  test('refuses what it needs and does not get, in words', async () => {
    const endpoint = any({ prompt: { type: 'string' }, mask_url: { type: 'string' } }, [
      'prompt',
      'mask_url',
    ]);
    expect(typeOf(endpoint).inputs.mask_url).toMatchObject({ kind: 'image', required: true });
    const made = await lone(endpoint).tryRun({ inputs: { mask_url: STILL } });
    expect(isFailure(made) && made.message).toBe('The prompt is empty.');
  });

  test.each([
    ['{"x":', 1],
    ['[1, 2]', 0],
    ['', 0],
    ['[{"asset": "0"}]', 1],
    ['{"a": {"file": "/etc/passwd", "contentType": "x"}}', 1],
  ])('JSON %s has %i problems', (text, count) => {
    const endpoint = any({ camera: { type: 'object' } });
    const found = lone(endpoint).check({ params: { camera: text } });
    expect(found.filter(({ severity }) => severity === 'error')).toHaveLength(count);
    expect(found.find(({ severity }) => severity === 'warning')).toMatchObject({ param: 'price_usd' });
  });

  test('does not mix a field with a port of the same name', () => {
    const { inputs, params } = typeOf(
      any({ settings: { type: 'object' }, prompt: { type: 'number' }, seed: { type: 'string' } }),
    );
    expect(Object.keys(inputs)).toEqual([]);
    expect(Object.keys(params)).toEqual(['endpoint', 'settings', 'prompt', 'seed', 'price_usd']);
  });
});

describe('without a description', () => {
  test.each([
    [null, 'No model is chosen.'],
    [{ id: 'fal-ai/any' }, 'The fields of “fal-ai/any” are not known yet.'],
    [{ id: 'fal-ai/any', schema: { fields: 'all' } }, 'What this workflow keeps of “fal-ai/any” is damaged.'],
  ])('%j', (endpoint, message) => {
    expect(lone(endpoint).check({ params: { endpoint } })).toMatchObject([{ severity: 'error', message }]);
  });
});

const endpoint = any({
  prompt: { type: 'string' },
  video_url: { type: 'string' },
  strength: { type: 'number' },
});
const workflow = workflowOf(
  {
    clip: { type: 'video-input' },
    any: { type: 'fal-endpoint', params: { endpoint, prompt: 'a harbour', strength: 0.5 } },
  },
  ['clip.video > any.video'],
);

test('a saved workflow opens with the same ports, without asking anybody', () => {
  const text = saveWorkflow(workflow);
  const loaded = loadWorkflow(text, registry);
  if (!loaded.ok) throw new Error(loaded.problem.message);
  expect(saveWorkflow(loaded.workflow)).toBe(text);
  expect(Object.keys(registry.of(loaded.workflow.nodes.get('any')!)!.inputs)).toEqual([
    'video',
    'prompt',
    'settings',
  ]);
});

test('another model keeps what it has a place for, and tells what goes', () => {
  const other = any({ prompt: { type: 'string' }, strength: { type: 'number', maximum: 0.1 } });
  const swapped = applyEdit(workflow, { kind: 'set-param', node: 'any', param: 'endpoint', value: other });
  const { edits, lost, keptCount } = carryOver(swapped.workflow, registry, 'any');
  expect([lost, keptCount]).toEqual([['strength', 'video'], 1]);
  const after = applyEdit(swapped.workflow, { kind: 'batch', edits }).workflow;
  expect(after.nodes.get('any')!.params).toEqual({ endpoint: other, prompt: 'a harbour' });
  expect(after.edges.size).toBe(0);
});

test('a node of no known type carries nothing over', () => {
  const odd = workflowOf({ odd: nodeOf('odd', { type: 'odd' }) });
  expect(carryOver(odd, registry, 'odd')).toEqual({ edits: [], lost: [], keptCount: 0 });
});
