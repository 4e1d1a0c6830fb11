import { beforeEach, expect, test } from 'vitest';
import { asEnds, connectRefusal, fittingPort, portFit } from '../../../src/renderer/geometry/port-fit.ts';
import { documentStore } from '../../../src/renderer/state/document-store.ts';
import { registry } from '../../../src/renderer/state/registry.ts';
import type { Connecting, PortPlace } from '../../../src/renderer/state/view-store.ts';
import { workflowOf } from '../../engine/fixtures/build-workflow.ts';

const WORKFLOW = workflowOf(
  {
    seed: { type: 'seed' },
    request: { type: 'render-to-real' },
    submit: { type: 'fal-submit' },
    conform: { type: 'conform-video' },
  },
  ['request.request > submit.request'],
);
const output = (node: string, port: string): PortPlace => ({ node, port, side: 'output' });
const input = (node: string, port: string): PortPlace => ({ node, port, side: 'input' });
const SEED: Connecting = { from: output('seed', 'seed'), kind: 'number', detached: null };

beforeEach(() => {
  documentStore.getState().openTab({ workflow: WORKFLOW });
});

test.each([
  ['takes it where the kind fits', input('request', 'seed'), 'yes'],
  ['does not where it does not', input('request', 'video'), 'no'],
  ['does not on the same side', output('request', 'request'), 'no'],
  ['is where it comes from', SEED.from, 'self'],
] as const)('a port %s, while an edge is dragged', (_, place, fit) => {
  expect(portFit(SEED, place)).toBe(fit);
});

test.each([
  [SEED.from, input('request', 'video'), /“Blockout” of “Render to real” takes video, but “Seed”/],
  [output('submit', 'video'), input('request', 'video'), /circle/],
  [output('conform', 'video'), input('conform', 'video'), /itself/],
  [SEED.from, output('request', 'request'), /^Both are outputs\. Drop the edge on an input\.$/],
  [input('request', 'seed'), input('request', 'video'), /^Both are inputs\. Drop the edge on an output\.$/],
])('an edge that cannot be is refused with its reason: %j to %j', (from, to, reason) => {
  expect(connectRefusal(WORKFLOW, from, to)).toMatch(reason);
  if (from.side !== to.side) expect(connectRefusal(WORKFLOW, to, from)).toMatch(reason);
});

test('an edge that fits is not refused, from whichever end it is drawn', () => {
  expect(connectRefusal(WORKFLOW, SEED.from, input('request', 'seed'))).toBeNull();
  expect(connectRefusal(WORKFLOW, input('request', 'seed'), SEED.from)).toBeNull();
  expect(asEnds(input('request', 'seed'), SEED.from)).toEqual(asEnds(SEED.from, input('request', 'seed')));
});

test('a new node is joined by its first port of the same kind, else by one that converts, else not', () => {
  expect(
    fittingPort(registry.get('fal-submit')!, { from: output('request', 'request'), kind: 'request' }),
  ).toBe('request');
  expect(fittingPort(registry.get('prompt')!, SEED)).toBe('shot');
  expect(fittingPort(registry.get('seed')!, SEED)).toBeNull();
  expect(fittingPort(registry.get('video-input')!, { from: input('request', 'video'), kind: 'video' })).toBe(
    'video',
  );
});
