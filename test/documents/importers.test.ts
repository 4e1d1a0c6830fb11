import { expect, test } from 'vitest';
import { clipOf, clipText } from '../../src/documents/clip.ts';
import type { ImportContext } from '../../src/documents/importers/importer.ts';
import { importText } from '../../src/documents/importers/index.ts';
import { workflowOfClip } from '../../src/documents/workflow-of-clip.ts';
import { workflowOfJson } from '../../src/engine/load-document.ts';
import { failure } from '../../src/engine/problem.ts';
import { createRegistry } from '../../src/engine/registry.ts';
import { NODE_TYPES } from '../../src/nodes/index.ts';
import { shotDocument } from '../host/shot.ts';

const registry = createRegistry(NODE_TYPES);
const context: ImportContext = {
  registry,
  modelOf: async (endpoint) => failure('bad-input', `Nobody knows “${endpoint}”.`, 'Choose another.'),
};
const CURL = `curl https://queue.fal.run/fal-ai/ltx-2.3-quality/hdr -d '{"video_url": "https://x.test/a.mp4", "steps": 4}'`;

function shot() {
  const loaded = workflowOfJson(shotDocument(), registry);
  if (!loaded.ok) throw new Error(loaded.problem.message);
  return loaded.workflow;
}
const typesOf = (found: Awaited<ReturnType<typeof importText>>) =>
  found?.ok ? found.clip.nodes.map(({ type }) => type).sort() : found;

test('a selection, a whole workflow and a request each come in as nodes', async () => {
  const nodes = new Set(['clip', 'request']);
  const selection = clipOf(shot(), { nodes, groups: new Set(), notes: new Set() })!;
  expect(typesOf(await importText(clipText(selection), context))).toEqual(['render-to-real', 'video-input']);
  expect(typesOf(await importText(JSON.stringify(shotDocument()), context))).toEqual([
    'fal-submit',
    'render-to-real',
    'save-video',
    'video-input',
  ]);
  const request = await importText(CURL, context);
  expect(typesOf(request)).toEqual(['hdr', 'video-input']);
  expect(request).toMatchObject({ what: 'A request to “fal-ai/ltx-2.3-quality/hdr”' });
  expect(request).toMatchObject({ left: [expect.stringContaining('steps')] });
});

test('prose is of no kind, and what is meant as one but damaged is told with the way out', async () => {
  expect(await importText('a car at dusk', context)).toBeNull();
  expect(await importText('{"format": "blockout/workflow", "version": 1', context)).toMatchObject({
    ok: false,
    fix: expect.stringMatching(/./),
  });
  expect(await importText('{"endpoint": "x/y", "input": {}}', context)).toMatchObject({
    ok: false,
    message: 'Nobody knows “x/y”.',
  });
});

test('as a workflow of its own, what asks is submitted and saved; what is sent already is left alone', async () => {
  const asked = await importText(CURL, context);
  if (!asked?.ok) throw new Error('not imported');
  const workflow = workflowOfClip(asked.clip, { id: 'w', name: 'w' }, registry) as {
    nodes: { type: string }[];
  };
  expect(workflow.nodes.map(({ type }) => type).sort()).toEqual([
    'fal-submit',
    'hdr',
    'save-video',
    'video-input',
  ]);
  const whole = await importText(JSON.stringify(shotDocument()), context);
  if (!whole?.ok) throw new Error('not imported');
  const same = workflowOfClip(whole.clip, { id: 'w', name: 'w' }, registry) as { nodes: object[] };
  expect(same.nodes).toHaveLength(whole.clip.nodes.length);
});

test('an id that a node has already is given to no other', async () => {
  const asked = await importText(CURL, context);
  if (!asked?.ok) throw new Error('not imported');
  const sent = {
    ...asked.clip.nodes[0]!,
    ...{ id: 'fal-submit', type: 'fal-submit', typeVersion: 1, params: {} },
  };
  const clip = { ...asked.clip, nodes: [...asked.clip.nodes, sent] };
  const document = workflowOfClip(clip, { id: 'w', name: 'w' }, registry) as { nodes: { id: string }[] };
  const ids = document.nodes.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(workflowOfJson(document, registry)).toMatchObject({ ok: true });
});
