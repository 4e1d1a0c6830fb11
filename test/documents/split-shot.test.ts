import { expect, test } from 'vitest';
import { type SplitFacts, splitShot } from '../../src/documents/split-shot.ts';
import { applyEdit } from '../../src/engine/edits.ts';
import { workflowOfJson } from '../../src/engine/load-document.ts';
import { createRegistry } from '../../src/engine/registry.ts';
import type { Workflow } from '../../src/engine/workflow.ts';
import { NODE_TYPES } from '../../src/nodes/index.ts';

const registry = createRegistry(NODE_TYPES);

const node = (id: string, type: string, params: object = {}) => ({
  ...{ id, type, typeVersion: 1, position: { x: 0, y: 0 }, params },
});
const edge = (text: string) => {
  const [from, to] = text.split(' > ').map((end) => end.split('.'));
  return { from: { node: from![0], port: from![1] }, to: { node: to![0], port: to![1] } };
};

const NODES = [
  node('clip', 'video-input', { clip: { path: 'a.mp4' }, in_frame: 10, out_frame: 250 }),
  node('depth', 'video-input', { clip: { path: 'depth.mp4' } }),
  node('control', 'control-video'),
  node('still', 'image-input'),
  node('anchors', 'keyframes'),
  node('words', 'prompt'),
  node('request', 'reference-video-to-video', { num_frames: 121 }),
  node('submit', 'fal-submit'),
  node('save', 'save-video'),
];
const EDGES = [
  'clip.video > request.video',
  'depth.video > control.video',
  'clip.video > control.base',
  'control.control > request.control',
  'still.image > anchors.first',
  'anchors.keyframes > request.keyframes',
  'words.prompt > request.prompt',
  'request.request > submit.request',
  'submit.video > save.video',
];

function workflowOf(nodes: readonly object[] = NODES, edges: readonly string[] = EDGES): Workflow {
  const rest = { id: 'w', name: 'w', groups: [], notes: [], exposed: [] };
  const loaded = workflowOfJson(
    { format: 'blockout/workflow', version: 1, ...rest, nodes, edges: edges.map(edge) },
    registry,
  );
  if (!loaded.ok) throw new Error(loaded.problem.message);
  return loaded.workflow;
}
const facts = (clipOfNode: SplitFacts['clipOfNode']): SplitFacts => ({
  registry,
  clipOfNode,
  heightPxOf: () => 400,
});
const frames = (count: number) => facts(() => ({ frameCount: count }));
const SPLIT = { nodeId: 'request', partCount: 2, frameCount: 241 };

test('every part has its own trim of every clip, shares the prompt, and ends in its own submit', () => {
  const workflow = workflowOf();
  const split = splitShot(workflow, SPLIT, 121, frames(241));
  if (!split.ok) throw new Error(split.message);
  expect(split).toMatchObject({ overlapFrames: 1, lostAnchors: true });
  const made = split.edits.reduce((grown, one) => applyEdit(grown, one).workflow, workflow);
  const trims = made.nodes
    .toArray()
    .filter(({ type }) => type === 'video-input')
    .map(({ id, params }) => [id, params.in_frame, params.out_frame]);
  expect(trims).toEqual([
    ['clip', 10, 130],
    ['depth', 0, 120],
    ['clip-2', 130, 250],
    ['depth-2', 120, 240],
  ]);
  const second = made.edges
    .toArray()
    .map(({ from, to }) => `${from.node}.${from.port} > ${to.node}.${to.port}`)
    .filter((text) => !EDGES.includes(text));
  expect(second.sort()).toEqual([
    'clip-2.video > control-2.base',
    'clip-2.video > request-2.video',
    'control-2.control > request-2.control',
    'depth-2.video > control-2.video',
    'request-2.request > submit-2.request',
    'submit-2.video > save-2.video',
    'words.prompt > request-2.prompt',
  ]);
});

test('three parts cover the whole, one after the other', () => {
  const workflow = workflowOf();
  const split = splitShot(workflow, { ...SPLIT, partCount: 3, frameCount: 400 }, 137, frames(400));
  if (!split.ok) throw new Error(split.message);
  const made = split.edits.reduce((grown, one) => applyEdit(grown, one).workflow, workflow);
  const depth = ['depth', 'depth-2', 'depth-3'].map((id) => made.nodes.get(id)!.params);
  expect(depth.map(({ in_frame, out_frame }) => [in_frame, out_frame])).toEqual([
    [0, 136],
    [132, 268],
    [263, 399],
  ]);
});

test.each([
  [
    'no clip',
    workflowOf([node('request', 'reference-video-to-video')], []),
    frames(241),
    /comes from no Video input/,
  ],
  [
    'a conformed clip',
    workflowOf(
      [...NODES, node('fit', 'conform-video')],
      ['clip.video > fit.video', 'fit.video > request.video'],
    ),
    frames(241),
    /Conform video node changes the length/,
  ],
  ['a length that is not known', workflowOf(), facts(() => null), /not known yet/],
  [
    'clips of two lengths',
    workflowOf(),
    facts((id) => ({ frameCount: id === 'depth' ? 100 : 241 })),
    /of different lengths/,
  ],
])('%s is refused with the way out', (_, workflow, known, message) => {
  const split = splitShot(workflow, SPLIT, 121, known);
  expect(split).toMatchObject({
    ok: false,
    message: expect.stringMatching(message),
    fix: expect.any(String),
  });
});
