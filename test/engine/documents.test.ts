import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defineNode } from '../../src/engine/define-node.ts';
import { DOCUMENT_FORMAT } from '../../src/engine/document.ts';
import { upgradeDocument } from '../../src/engine/document-upgrades.ts';
import { loadWorkflow, workflowOfJson } from '../../src/engine/load-document.ts';
import { createRegistry } from '../../src/engine/registry.ts';
import { saveWorkflow } from '../../src/engine/save-document.ts';
import type { Workflow } from '../../src/engine/workflow.ts';
import { NODE_TYPES } from '../../src/nodes/index.ts';
import { arbitraryDocument, plainDocument } from './fixtures/arbitrary-document.ts';
import { tinyRegistry } from './fixtures/tiny-types.ts';

function loaded(text: string, registry = tinyRegistry): { workflow: Workflow; notes: readonly string[] } {
  const found = loadWorkflow(text, registry);
  if (!found.ok) throw new Error(`${found.problem.message} ${found.problem.fix}`);
  return found;
}
const refusal = (json: unknown, registry = tinyRegistry) => {
  const found = loadWorkflow(typeof json === 'string' ? json : JSON.stringify(json), registry);
  return found.ok ? null : found.problem;
};

describe('a document', () => {
  test('keeps everything that it holds, also what this program does not know', () => {
    fc.assert(
      fc.property(arbitraryDocument, (document) => {
        const text = JSON.stringify(document);
        const saved = saveWorkflow(loaded(text).workflow);
        expect(JSON.parse(saved)).toEqual(JSON.parse(text));
        expect(saveWorkflow(loaded(saved).workflow)).toBe(saved);
      }),
      { numRuns: 200 },
    );
  });

  test('is written the same whatever the order of its fields', () => {
    const shuffle = (value: unknown): unknown =>
      typeof value !== 'object' || value === null
        ? value
        : Array.isArray(value)
          ? value.map(shuffle)
          : Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([name, one]) => [name, shuffle(one)]),
            );
    const document = plainDocument({
      nodes: [
        {
          id: 'a',
          type: 'number',
          typeVersion: 1,
          position: { x: 1, y: 2 },
          params: { value: 3, b: 1, a: 2 },
        },
      ],
      zebra: 1,
      apple: 2,
    });
    const saved = saveWorkflow(loaded(JSON.stringify(document)).workflow);
    expect(saveWorkflow(loaded(JSON.stringify(shuffle(document))).workflow)).toBe(saved);
    expect(Object.keys(JSON.parse(saved))).toEqual([
      'format',
      'version',
      'id',
      'name',
      'nodes',
      'edges',
      'groups',
      'notes',
      'exposed',
      'apple',
      'zebra',
    ]);
    expect(saved.endsWith('}\n')).toBe(true);
  });

  test('may begin with a byte order mark, as some editors write it', () => {
    expect(loaded(`\uFEFF${JSON.stringify(plainDocument())}`).workflow.name).toBe('Test');
  });

  test('that names an edge twice has it once', () => {
    const edge = { from: { node: 'a', port: 'x' }, to: { node: 'b', port: 'y' } };
    expect(loaded(JSON.stringify(plainDocument({ edges: [edge, edge] }))).workflow.edges.size).toBe(1);
  });
});

describe('a refused document', () => {
  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  const withExtra = (raw: string) => `${JSON.stringify(plainDocument()).slice(0, -1)},"extra":${raw}}`;
  const node = { id: 'n', type: 'sum', typeVersion: 1, position: { x: 0, y: 0 }, params: {} };

  test.each<[string, unknown, string, RegExp]>([
    ['is empty', '', 'broken-document', /not valid JSON/],
    ['is cut off', JSON.stringify(plainDocument()).slice(0, -20), 'broken-document', /not valid JSON/],
    ['is no JSON', '<html>', 'broken-document', /not valid JSON/],
    ['is too large', ' '.repeat(16_000_001), 'broken-document', /has 16 MB; a workflow may have 16 MB/],
    ['is nested too deep', withExtra(deep(64)), 'broken-document', /nested more than 64 levels/],
    ['is nested a million levels', deep(1_000_000), 'broken-document', /nested more than 64 levels/],
    [
      'holds __proto__',
      withExtra('{"a":[{"__proto__":{"polluted":1}}]}'),
      'broken-document',
      /called “__proto__”/,
    ],
    [
      'holds __proto__ in disguise',
      withExtra('{"\\u005f_proto_\\u005f":1}'),
      'broken-document',
      /called “__proto__”/,
    ],
    ['is a list', [], 'broken-document', /not a Blockout workflow/],
    ['is null', 'null', 'broken-document', /not a Blockout workflow/],
    [
      'is of another program',
      { format: 'comfy', version: 1 },
      'broken-document',
      /“format” is not “blockout\/workflow”/,
    ],
    ['has no version', { format: DOCUMENT_FORMAT }, 'broken-document', /does not say which version/],
    ['has half a version', plainDocument({ version: 1.5 }), 'broken-document', /does not say which version/],
    ['has version 0', plainDocument({ version: 0 }), 'broken-document', /does not say which version/],
    [
      'is newer',
      plainDocument({ version: 2 }),
      'newer-document',
      /newer Blockout \(document version 2; this one reads up to 1\)/,
    ],
    [
      'lacks its nodes',
      plainDocument({ nodes: undefined }),
      'broken-document',
      /damaged at nodes: Invalid input: expected array, received undefined\.$/,
    ],
    [
      'has a damaged node',
      plainDocument({ nodes: [node, { ...node, id: 'm', position: 5 }] }),
      'broken-document',
      /damaged at nodes\[1\]\.position \(m\)/,
    ],
    [
      'has an unknown mode',
      plainDocument({ nodes: [{ ...node, mode: 'asleep' }] }),
      'broken-document',
      /nodes\[0\]\.mode \(n\): Invalid option: expected one of "bypass"\|"mute"\.$/,
    ],
    [
      'has a node without id',
      plainDocument({ nodes: [{ ...node, id: '' }] }),
      'broken-document',
      /nodes\[0\]\.id/,
    ],
    [
      'has a number that is none',
      `${JSON.stringify(plainDocument({ nodes: [node] })).replace('"params":{}', '"params":{"v":1e999}')}`,
      'broken-document',
      /params\.v/,
    ],
    [
      'has two nodes of one id',
      plainDocument({ nodes: [node, node] }),
      'broken-document',
      /“n” is used twice/,
    ],
    [
      'has two notes of one id',
      plainDocument({
        notes: [
          { id: 't', text: '', rect: { x: 0, y: 0, width: 0, height: 0 } },
          { id: 't', text: '', rect: { x: 0, y: 0, width: 0, height: 0 } },
        ],
      }),
      'broken-document',
      /“t” is used twice/,
    ],
    [
      'has a damaged edge',
      plainDocument({ edges: [{ from: { node: 'a' }, to: {} }] }),
      'broken-document',
      /damaged at edges\[0\]\.from\.port/,
    ],
  ])('%s', (_name, json, code, message) => {
    const problem = refusal(json);
    expect(problem).toMatchObject({ severity: 'error', code });
    expect(problem!.message).toMatch(message);
    expect(problem!.fix).toMatch(/\.$/);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  test('at the limit is still read', () => {
    const raw = withExtra(deep(63));
    expect(refusal(raw)).toBeNull();
    expect(refusal(raw + ' '.repeat(16_000_000 - raw.length))).toBeNull();
  });
});

describe('upgrades', () => {
  test('of a document run from its version on, each step once and in order', () => {
    const steps = [
      (document: Readonly<Record<string, unknown>>) => ({
        ...document,
        log: [...((document.log as string[]) ?? []), '1→2'],
      }),
      (document: Readonly<Record<string, unknown>>) => ({
        ...document,
        log: [...((document.log as string[]) ?? []), '2→3'],
      }),
    ];
    expect(upgradeDocument({ version: 1 }, 1, steps)).toEqual({ version: 3, log: ['1→2', '2→3'] });
    expect(upgradeDocument({ version: 2 }, 2, steps)).toEqual({ version: 3, log: ['2→3'] });
    const newest = { version: 3 };
    expect(upgradeDocument(newest, 3, steps)).toBe(newest);
  });

  const inches = defineNode({
    id: 'length',
    version: 3,
    title: 'Length',
    category: 'Input',
    help: 'A length.',
    inputs: {},
    outputs: { number: { kind: 'number', label: 'Length' } },
    params: { metres: { kind: 'number', label: 'Metres', default: 0, min: 0, max: 100 } },
    upgrade: [
      ({ inches: value, ...rest }) => ({ ...rest, centimetres: (value as number) * 2.54 }),
      ({ centimetres, ...rest }) => ({ ...rest, metres: (centimetres as number).valueOf() / 100 }),
    ],
    derive: ({ params }) => ({ number: params.metres }),
  });
  const registry = createRegistry([inches]);
  const lengthOf = (typeVersion: number, params: object, title?: string) =>
    JSON.stringify(
      plainDocument({
        nodes: [{ id: 'l', type: 'length', typeVersion, position: { x: 0, y: 0 }, params, title }],
      }),
    );

  test.each([
    [
      1,
      { inches: 100, kept: true },
      { metres: 2.54, kept: true },
      ['“Length” was brought from version 1 to 3.'],
    ],
    [2, { centimetres: 254 }, { metres: 2.54 }, ['“Length” was brought from version 2 to 3.']],
    [3, { metres: 1 }, { metres: 1 }, []],
    [4, { miles: 1 }, { miles: 1 }, []],
  ])('of a node bring its params from version %i on', (version, params, expected, notes) => {
    const { workflow, notes: told } = loaded(lengthOf(version, params), registry);
    expect(workflow.nodes.get('l')).toMatchObject({ params: expected, typeVersion: Math.max(3, version) });
    expect(told).toEqual(notes);
  });

  test('name the node by its own title, and leave unknown types alone', () => {
    expect(loaded(lengthOf(2, { centimetres: 1 }, 'Table'), registry).notes).toEqual([
      '“Table” was brought from version 2 to 3.',
    ]);
    expect(loaded(lengthOf(1, { inches: 1 })).workflow.nodes.get('l')).toMatchObject({
      typeVersion: 1,
      params: { inches: 1 },
    });
  });

  test('that stumble over foreign data refuse the file instead of throwing', () => {
    expect(refusal(lengthOf(2, { centimetres: null }), registry)).toMatchObject({
      code: 'broken-document',
      message: expect.stringMatching(/^The workflow could not be brought to this version: /),
    });
  });

  test('are counted: a version without its steps is a mistake of the program', () => {
    const steps = { ...inches, version: 4 } as Parameters<typeof defineNode>[0];
    expect(() => defineNode(steps)).toThrow('length: version 4 needs 3 upgrade steps');
  });
});

test('what a program hands over as JSON is judged like a file', () => {
  expect(workflowOfJson(plainDocument(), tinyRegistry).ok).toBe(true);
  expect(workflowOfJson('text', tinyRegistry).ok).toBe(false);
});

describe('saved files of earlier versions', () => {
  const folder = fileURLToPath(new URL('../documents/', import.meta.url));
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));

  test('there is one of every version', () => {
    const versions = names.map((name) => JSON.parse(readFileSync(folder + name, 'utf8')).version);
    expect(new Set(versions)).toEqual(new Set([1]));
  });

  test.each(names)('%s loads and saves as expected', (name) => {
    const found = loadWorkflow(readFileSync(folder + name, 'utf8'), createRegistry(NODE_TYPES));
    expect(found).toMatchObject({ ok: true, notes: [] });
    const expected = readFileSync(folder + name.replace('.json', '.reload.txt'), 'utf8');
    expect(found.ok && saveWorkflow(found.workflow)).toBe(expected);
  });
});
