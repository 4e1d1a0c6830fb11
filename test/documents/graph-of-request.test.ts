import { describe, expect, test } from 'vitest';
import { graphOfRequest } from '../../src/documents/graph-of-request.ts';
import { importRequest } from '../../src/documents/importers/request.ts';
import { workflowOfClip } from '../../src/documents/workflow-of-clip.ts';
import { workflowOfJson } from '../../src/engine/load-document.ts';
import { type MediaFact, mediaRefKey } from '../../src/engine/media-ref.ts';
import { planWorkflow } from '../../src/engine/plan.ts';
import { createRegistry } from '../../src/engine/registry.ts';
import { ResultCache } from '../../src/engine/result-cache.ts';
import type { RequestValue } from '../../src/engine/value.ts';
import type { Field } from '../../src/fal/field.ts';
import { ENDPOINTS } from '../../src/fal/index.ts';
import { keepSchema } from '../../src/fal/openapi/kept-schema.ts';
import { readDocument } from '../../src/fal/openapi/read-document.ts';
import type { CodeRequest, CodeValue } from '../../src/fal/request-code/request-text.ts';
import { NODE_TYPES } from '../../src/nodes/index.ts';
import { documentOf } from '../fal/openapi/documents.ts';
import { clipFact, STILL } from '../nodes/fixtures/clips.ts';

const registry = createRegistry(NODE_TYPES);
const WEB = 'https://media.example';
const HASH = 'a'.repeat(64);

/** A value that is not the default, where the field has others. */
function otherValue(name: string, field: Field): CodeValue {
  switch (field.kind) {
    case 'video':
      return `${WEB}/${name}.mp4`;
    case 'image':
      return `${WEB}/${name}.png`;
    case 'audio':
      return `${WEB}/${name}.wav`;
    case 'loras':
      return [0.4, 0.8].map((scale) => ({ path: `${WEB}/${scale}.safetensors`, scale, transformer: 'both' }));
    case 'text':
      return name === 'prompt' ? '3DREAL. A harbor.' : 'fog';
    case 'toggle':
      return name === 'sync_mode' ? false : !field.default;
    case 'choice':
      return field.options.find((option) => option !== field.default)!;
    case 'image-size':
      return { width: 832, height: 448 };
    case 'seed':
      return 77;
    case 'integer':
      return Math.max(field.min ?? 0, (field.default ?? field.min ?? 0) - 8);
    case 'json':
      return { any: [1] };
    case 'number':
      return name === 'strength' ? 0.35 : (field.min ?? 0.5);
  }
}

/** The request that the imported nodes make, with files by their address again. */
async function requestOfImport(request: CodeRequest): Promise<RequestValue> {
  const modelOf = () => Promise.reject(new Error('every endpoint here has a node type'));
  const made = await importRequest(request, [], { registry, modelOf });
  if (!made.ok) throw new Error(made.message);
  expect(made.left).toEqual([]);
  const loaded = workflowOfJson(workflowOfClip(made.clip, { id: 'w', name: 'w' }, registry), registry);
  if (!loaded.ok) throw new Error(loaded.problem.message);
  const media = new Map<string, MediaFact>();
  for (const { type, params } of loaded.workflow.nodes.toArray()) {
    const ref = (params.clip ?? params.image) as { url: string } | undefined;
    if (!ref) continue;
    const name = ref.url;
    const image = { ...STILL, name, hasAlpha: false };
    media.set(
      mediaRefKey(ref),
      type === 'video-input' ? clipFact({ name }) : { ok: true, kind: 'image', ...image },
    );
  }
  const options = { facts: { media }, results: new ResultCache(), provider: 'simulator' };
  const plan = planWorkflow(loaded.workflow, null, registry, options);
  expect(plan.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const step = plan.steps.find(({ type }) => type.category === 'Request')!;
  return (step.forecasts[0] as { request: RequestValue }).request;
}

describe('a request that is imported is the request that is made', () => {
  test.each(ENDPOINTS.map((endpoint) => [endpoint.id, endpoint] as const))('%s', async (id, { fields }) => {
    const entries = Object.entries(fields as Readonly<Record<string, Field>>);
    const input = Object.fromEntries(entries.map(([name, field]) => [name, otherValue(name, field)]));
    const made = await requestOfImport({ endpoint: id, input });
    expect(made.endpoint).toBe(id);
    const sent = Object.entries(made.input).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null && 'asset' in value ? value.name : value,
    ]);
    expect(Object.fromEntries(sent)).toEqual(input);
  });
});

test('files of the store come by their hash, others by their path', () => {
  const endpoint = 'fal-ai/ltx-2.3-quality/render-to-real';
  const input = {
    video_url: { file: `/home/of/assets/aa/${HASH}`, contentType: 'video/mp4' },
    image_url: { file: '/shots/still.png', contentType: 'image/png' },
  };
  const { nodes } = graphOfRequest({ endpoint, input }, registry)!;
  expect(nodes.map(({ type, params }) => [type, params])).toEqual([
    ['render-to-real', {}],
    ['video-input', { clip: { asset: HASH, name: 'aaaaaaaa' } }],
    ['image-input', { image: { path: '/shots/still.png' } }],
  ]);
});

test('what has no field or is out of range is told, and an unknown endpoint makes nothing', () => {
  const endpoint = 'fal-ai/ltx-2.3-quality/render-to-real';
  const input = { num_frames: 5000, end_image_url: `${WEB}/end.png`, magic: true, prompt: 'p', seed: 'x' };
  const { lost, nodes } = graphOfRequest({ endpoint, input }, registry)!;
  expect(nodes.map(({ params }) => params)).toEqual([{ prompt: 'p' }]);
  expect(lost).toEqual([
    'end_image_url (not a field of Render to real)',
    expect.stringMatching(/^Frames \(must be .*481/),
    'magic (not a field of Render to real)',
    expect.stringMatching(/^Seed \(must be /),
  ]);
  expect(graphOfRequest({ endpoint: 'fal-ai/other', input: {} }, registry)).toBeNull();
});

test('a request to any model goes to a node that the model describes: files to its ports, lists as JSON', () => {
  const properties = {
    prompt: { type: 'string' },
    style_image_url: { type: 'string' },
    clips: { type: 'array', items: { type: 'object' } },
    faces: { type: 'array', items: { type: 'object' } },
    seed: { type: 'integer' },
  };
  const read = readDocument(JSON.stringify(documentOf(properties)), null);
  if (!read.ok) throw new Error(read.message);
  const id = read.endpoint.endpoint;
  const model = { id, schema: { ...keepSchema(read.endpoint, { readOn: '2026-11-21', source: 'file' }) } };
  const input = {
    prompt: 'fog',
    style_image_url: `${WEB}/style.png`,
    clips: [{ url: `${WEB}/a.mp4` }],
    faces: [{ file: '/shots/face.png', contentType: 'image/png' }],
    seed: 5,
    magic: 1,
  };
  const graph = graphOfRequest({ endpoint: id, input }, registry, model)!;
  expect(graph.nodes.map(({ type, params }) => [type, params])).toEqual([
    [
      'fal-endpoint',
      {
        endpoint: model,
        prompt: 'fog',
        clips: JSON.stringify(input.clips),
        seed: { mode: 'fixed', value: 5 },
      },
    ],
    ['image-input', { image: { url: `${WEB}/style.png` } }],
  ]);
  expect(graph.edges).toEqual([
    { from: { node: 'image-input-1', port: 'image' }, to: { node: graph.request, port: 'style_image_url' } },
  ]);
  expect(graph.lost).toEqual([
    'faces (files in a list are named by their web address only)',
    expect.stringMatching(/^magic \(not a field of /),
  ]);
  expect(graphOfRequest({ endpoint: 'fal-ai/another', input }, registry, model)).toBeNull();
});
