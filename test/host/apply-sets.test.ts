import { expect, test } from 'vitest';
import { workflowOfJson } from '../../src/engine/load-document.ts';
import { createRegistry } from '../../src/engine/registry.ts';
import { applySets } from '../../src/host/runs/apply-sets.ts';
import { NODE_TYPES } from '../../src/nodes/index.ts';
import { shotDocument } from './shot.ts';

const registry = createRegistry(NODE_TYPES);
const loaded = workflowOfJson(shotDocument(), registry);
if (!loaded.ok) throw new Error(loaded.problem.message);
const { workflow } = loaded;

test('values are read as their param wants them', () => {
  const sets = [
    { nodeId: 'request', param: 'num_frames', text: '17' },
    { nodeId: 'request', param: 'generate_audio', text: 'on' },
    { nodeId: 'request', param: 'seed', text: '5' },
    { nodeId: 'save', param: 'name', text: 'a = b' },
  ];
  const applied = applySets(workflow, registry, sets, []);
  expect(applied.problems).toEqual([]);
  expect(applied.workflow.nodes.get('request')!.params).toMatchObject({
    num_frames: 17,
    generate_audio: true,
    seed: { mode: 'fixed', value: 5 },
  });
  expect(applied.workflow.nodes.get('save')!.params).toEqual({ name: 'a = b' });
  expect(workflow.nodes.get('request')!.params.num_frames).toBe(9);
});

test('what does not fit is told with what would', () => {
  const sets = [
    { nodeId: 'nobody', param: 'x', text: '1' },
    { nodeId: 'save', param: 'colour', text: 'red' },
    { nodeId: 'save', param: 'constructor', text: 'x' },
  ];
  const { problems } = applySets(workflow, registry, sets, [{ nodeId: 'save', path: 'a.mp4' }]);
  expect(problems.map(({ message }) => message)).toEqual([
    'There is no node “nobody” in this workflow.',
    '“Save video” has no param “colour”.',
    '“Save video” has no param “constructor”.',
    '“Save video” takes no file.',
  ]);
  expect(problems[0]!.fix).toContain('clip, request, submit, save');
  expect(problems[1]!.fix).toContain('name');
  expect(problems[3]!.fix).toContain('clip');
});

test('what is set where another value stands in its place is told', () => {
  const document = shotDocument() as { nodes: object[]; edges: object[] };
  const settings = {
    id: 'shared',
    type: 'generation-settings',
    typeVersion: 1,
    position: { x: 0, y: 0 },
    params: {},
  };
  const edge = { from: { node: 'shared', port: 'settings' }, to: { node: 'request', port: 'settings' } };
  const wired = workflowOfJson(
    { ...document, nodes: [...document.nodes, settings], edges: [...document.edges, edge] },
    registry,
  );
  if (!wired.ok) throw new Error(wired.problem.message);
  const sets = [{ nodeId: 'request', param: 'num_frames', text: '17' }];
  expect(applySets(wired.workflow, registry, sets, []).problems).toMatchObject([
    {
      severity: 'warning',
      message: '“Frames” comes from “Generation settings” (shared); what was set here is not used.',
      fix: 'Set shared.num_frames instead.',
    },
  ]);
});

test('a file that is named is granted; an address is not a file', () => {
  const applied = applySets(workflow, registry, [], [{ nodeId: 'clip', path: '/plates/a.mp4' }]);
  expect(applied.granted).toEqual(['/plates/a.mp4']);
  expect(applied.workflow.nodes.get('clip')!.params).toEqual({ clip: { path: '/plates/a.mp4' } });
  const web = applySets(workflow, registry, [], [{ nodeId: 'clip', path: 'https://example.com/a.mp4' }]);
  expect(web.granted).toEqual([]);
  expect(web.workflow.nodes.get('clip')!.params).toEqual({ clip: { url: 'https://example.com/a.mp4' } });
});
