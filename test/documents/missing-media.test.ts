import { expect, test } from 'vitest';
import { missingMedia, nameOfRef } from '../../src/documents/missing-media.ts';
import { loadWorkflow } from '../../src/engine/load-document.ts';
import type { Problem } from '../../src/engine/problem.ts';
import { createRegistry } from '../../src/engine/registry.ts';
import { NODE_TYPES } from '../../src/nodes/index.ts';

const registry = createRegistry(NODE_TYPES);

const node = (id: string, clip: unknown) => ({
  ...{ id, type: 'video-input', typeVersion: 1 },
  position: { x: 0, y: 0 },
  params: clip === null ? {} : { clip },
});
const document = {
  ...{ format: 'blockout/workflow', version: 1, id: 'w', name: 'w', edges: [] },
  nodes: [node('lost', { path: 'shots\\a\\clip.mov' }), node('never', null)],
};
const problem = (nodeId: string, code: Problem['code'] = 'missing-media'): Problem => ({
  severity: 'error',
  ...{ code, nodeId, param: 'clip', message: 'm', fix: 'f' },
});

function workflow() {
  const loaded = loadWorkflow(JSON.stringify(document), registry);
  if (!loaded.ok) throw new Error(loaded.problem.message);
  return loaded.workflow;
}

test('a file that was named and is gone is missing, a param that was never set is not', () => {
  const found = missingMedia(
    workflow(),
    [problem('lost'), problem('never'), problem('lost', 'bad-media')],
    registry,
  );
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ nodeId: 'lost', param: 'clip', accepts: 'video' });
  expect(nameOfRef(found[0]!.ref)).toBe('clip.mov');
});

test('problems of nodes that are gone are left out', () => {
  expect(missingMedia(workflow(), [problem('deleted')], registry)).toEqual([]);
});
