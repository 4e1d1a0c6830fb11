import { describe, expect, test } from 'vitest';
import { defineNode } from '../../src/engine/define-node.ts';
import { pathFactKey } from '../../src/engine/facts.ts';
import type { ClipsFact } from '../../src/engine/path-fact.ts';
import { placesOf, placesText } from '../../src/engine/places.ts';
import { planWorkflow } from '../../src/engine/plan.ts';
import { createRegistry } from '../../src/engine/registry.ts';
import { ResultCache } from '../../src/engine/result-cache.ts';
import { runPlan } from '../../src/engine/run-plan.ts';
import { planOptions, workflowOf } from './fixtures/build-workflow.ts';
import { NO_SERVICES } from './fixtures/workbench.ts';

/** A list of words, each of which stands for itself. */
const words = defineNode({
  id: 'words',
  version: 1,
  title: 'Words',
  category: 'Input',
  help: 'Words.',
  inputs: {},
  outputs: { word: { kind: 'text', label: 'Word', axis: 'word' } },
  params: { text: { kind: 'text', label: 'Text', default: '' } },
  axisLength: (_port, { params }) => params.text.split(' ').length,
  axisItems: (_port, { params }) => params.text.split(' ').map((word) => ({ label: word, key: word })),
  derive: ({ params }) => ({ word: params.text.split(' ') }),
});
const shout = defineNode({
  id: 'shout',
  version: 1,
  title: 'Shout',
  category: 'Prepare',
  help: 'Shouts.',
  inputs: { word: { kind: 'text', label: 'Word', required: true } },
  outputs: { word: { kind: 'text', label: 'Word' } },
  params: {},
  isTarget: true,
  run: async ({ inputs }) => ({ word: inputs.word.toUpperCase() }),
});
const join = defineNode({
  id: 'join',
  version: 1,
  title: 'Join',
  category: 'Review',
  help: 'Joins.',
  inputs: { words: { kind: 'text', label: 'Words', collects: true, required: true } },
  outputs: { text: { kind: 'text', label: 'Text' } },
  params: {},
  isTarget: true,
  run: async ({ inputs }) => ({ text: inputs.words.cells.join(' ') }),
});
const registry = createRegistry([words, shout, join]);
const planOf = (text: string, results: ResultCache) =>
  planWorkflow(
    workflowOf(
      { words: { type: 'words', params: { text } }, shout: { type: 'shout' }, join: { type: 'join' } },
      ['words.word > shout.word', 'shout.word > join.words'],
    ),
    null,
    registry,
    planOptions({ results }),
  );

/** Runs the list and tells what was really worked on, and the text in the end. */
async function run(text: string, results: ResultCache) {
  const worked: string[] = [];
  let end: unknown;
  await runPlan(planOf(text, results), {
    services: NO_SERVICES,
    onEvent(event) {
      if (event.kind !== 'node-finished') return;
      if (event.nodeId === 'shout' && !event.cached) worked.push(String(event.outputs.word));
      if (event.nodeId === 'join') end = event.outputs.text;
    },
  });
  return { worked, end };
}

describe('a list whose places have keys', () => {
  test('that grows, shrinks or is reordered works on nothing that it has done before', async () => {
    const results = new ResultCache();
    expect(await run('a b', results)).toEqual({ worked: ['A', 'B'], end: 'A B' });
    expect(await run('a new b', results)).toEqual({ worked: ['NEW'], end: 'A NEW B' });
    expect(await run('b a', results)).toEqual({ worked: [], end: 'B A' });
    expect(await run('b', results)).toEqual({ worked: [], end: 'B' });
  });

  test('gives its cells their names', () => {
    const { steps, indexOf } = planOf('sh010 sh020', new ResultCache());
    const { axes, cellCount } = steps[indexOf.get('shout')!]!;
    const names = Array.from({ length: cellCount }, (_, cell) => placesText(placesOf(axes, cell)));
    expect(names).toEqual(['sh010', 'sh020']);
  });
});

test('cells without names are counted from 1 on, along each list', () => {
  const axes = [
    { id: 'a.x', label: 'x', length: 2 },
    { id: 'b.shot', label: 'shot', length: 2, items: ['sh1', 'sh2'].map((label) => ({ label, key: label })) },
  ];
  expect([0, 1, 2, 3].map((cell) => placesText(placesOf(axes, cell)))).toEqual([
    '1 · sh1',
    '1 · sh2',
    '2 · sh1',
    '2 · sh2',
  ]);
});

describe('a path', () => {
  const param = {
    kind: 'path',
    reads: 'clips',
    label: 'Folder',
    default: null,
    narrowedBy: ['names'],
  } as const;
  const reader = defineNode({
    id: 'reader',
    version: 1,
    title: 'Reader',
    category: 'Input',
    help: 'Reads.',
    inputs: {},
    outputs: { count: { kind: 'number', label: 'Count' } },
    params: { folder: param, names: { kind: 'text', label: 'Names', default: '' } },
    isTarget: true,
    derive: ({ params }) => ({ count: params.folder?.clips.length ?? -1 }),
  });
  const fact = (digest: string): ClipsFact => ({ ok: true, kind: 'clips', digest, name: 'shots', clips: [] });
  const plan = (params: object, paths: [string, ClipsFact][]) =>
    planWorkflow(
      workflowOf({ reader: { type: 'reader', params: { ...params } } }, []),
      null,
      createRegistry([reader]),
      planOptions({ facts: { media: new Map(), paths: new Map(paths) } }),
    );
  const folder = { path: 'shots' };
  const key = (names?: string) => pathFactKey(param, 'shots', { names });

  test('is handed to the node as its fact, found under the params that narrow it', () => {
    const found = plan({ folder, names: 'a*' }, [[key('a*'), fact('d1')]]);
    expect(found.problems).toEqual([]);
    expect(found.steps[0]!.forecasts[0]).toEqual({ count: 0 });
    expect(plan({ folder, names: 'a*' }, [[key(), fact('d1')]]).problems).toMatchObject([
      { code: 'missing-media', param: 'folder' },
    ]);
  });

  test('counts by what it holds, not by where it is', () => {
    const keys = (digest: string, path = 'shots') =>
      Array.from(plan({ folder: { path } }, [[pathFactKey(param, path, {}), fact(digest)]]).keys);
    expect(keys('d1', 'elsewhere')).toEqual(keys('d1'));
    expect(keys('d2')).not.toEqual(keys('d1'));
  });
});
