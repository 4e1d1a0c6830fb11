import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { connectPorts, reaches } from '../../src/engine/connect.ts';
import { applyEdit } from '../../src/engine/edits.ts';
import { planWorkflow } from '../../src/engine/plan.ts';
import { acceptedKinds, conversion, type ValueKind } from '../../src/engine/value.ts';
import { edgeId, type PortAddress, type Workflow } from '../../src/engine/workflow.ts';
import { planOptions, problemMarks, workflowOf } from './fixtures/build-workflow.ts';
import { TINY_TYPES, tinyRegistry } from './fixtures/tiny-types.ts';

const at = (text: string): PortAddress => {
  const [node, port] = text.split('.');
  return { node: node!, port: port! };
};
const connect = (workflow: Workflow, from: string, to: string) =>
  connectPorts(workflow, tinyRegistry, at(from), at(to));

const NODES = {
  a: { type: 'number' },
  b: { type: 'sum' },
  c: { type: 'sum' },
  total: { type: 'total' },
  show: { type: 'show' },
  odd: { type: 'odd' },
};
const WORKFLOW = workflowOf(NODES, ['a.number > b.a', 'b.number > c.a']);

describe('an edge is refused', () => {
  test.each([
    ['a.nmber', 'b.b', 'unknown-port', '“Number” has no output “nmber”.'],
    ['a.toString', 'b.b', 'unknown-port', '“Number” has no output “toString”.'],
    ['a.number', 'b.q', 'unknown-port', '“Sum” has no input “q”.'],
    ['ghost.number', 'b.b', 'unknown-port', '“ghost” has no output “number”.'],
    ['odd.number', 'b.b', 'unknown-port', '“odd” has no output “number”.'],
    ['a.number', 'ghost.b', 'unknown-port', '“ghost” has no input “b”.'],
    ['a.number', 'odd.b', 'unknown-port', '“odd” has no input “b”.'],
    ['total.text', 'b.b', 'wrong-kind', '“B” of “Sum” takes number, but “Text” of “Total” gives text.'],
    ['b.number', 'b.b', 'cycle', 'A node cannot feed itself.'],
    ['c.number', 'b.b', 'cycle', 'This edge would close a circle, and the node would wait for itself.'],
  ])('from %s to %s: %s', (from, to, code, reason) => {
    expect(connect(WORKFLOW, from, to)).toEqual({ ok: false, code, reason });
  });
});

test('an accepted edge tells which edge makes room for it', () => {
  expect(connect(WORKFLOW, 'a.number', 'show.number')).toEqual({
    ok: true,
    edge: { id: 'a.number>show.number', from: at('a.number'), to: at('show.number') },
  });
  const found = connect(WORKFLOW, 'a.number', 'c.a');
  expect(found).toMatchObject({ ok: true, replaces: { id: 'b.number>c.a' } });
});

test('a number may feed a text, and a text no number', () => {
  expect(connect(WORKFLOW, 'a.number', 'show.text').ok).toBe(true);
  expect(acceptedKinds('text')).toEqual(['text', 'number']);
  expect(acceptedKinds('keyframes')).toEqual(['keyframes', 'image']);
  expect(acceptedKinds('loras')).toEqual(['loras', 'lora']);
  expect(acceptedKinds('number')).toEqual(['number']);
});

test('conversions keep the value', () => {
  const convert = (from: ValueKind, to: ValueKind, value: unknown) => conversion(from, to)!(value);
  const image = { asset: 'a', name: 'still.png', width: 1, height: 1 };
  expect(convert('image', 'keyframes', image)).toEqual({ first: image });
  expect(convert('lora', 'loras', { path: 'p', scale: 1 })).toEqual([{ path: 'p', scale: 1 }]);
  expect(convert('number', 'text', 24)).toBe('24');
  expect(conversion('video', 'video')).toBeNull();
  expect(conversion('video', 'image')).toBeUndefined();
});

test('however edges are drawn, no circle comes up, each input has one edge, and all kinds fit', () => {
  const types = TINY_TYPES.map(({ id }) => id);
  const draw = fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat());
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...types), { minLength: 2, maxLength: 7 }),
      fc.array(draw, { maxLength: 40 }),
      (list, draws) => {
        let workflow = workflowOf(Object.fromEntries(list.map((type, index) => [`n${index}`, { type }])));
        const pickPort = (node: number, port: number, side: 'inputs' | 'outputs') => {
          const id = `n${node % list.length}`;
          const ports = Object.keys(tinyRegistry.get(workflow.nodes.get(id)!.type)![side]);
          return { node: id, port: ports[port % Math.max(1, ports.length)] ?? 'none' };
        };
        for (const [source, output, target, input] of draws) {
          const [from, to] = [pickPort(source, output, 'outputs'), pickPort(target, input, 'inputs')];
          const found = connectPorts(workflow, tinyRegistry, from, to);
          const wouldCircle = from.node === to.node || reaches(workflow, to.node, from.node);
          if (!found.ok) {
            if (found.code === 'cycle') expect(wouldCircle).toBe(true);
            continue;
          }
          expect(wouldCircle).toBe(false);
          const before = workflow.edges
            .toArray()
            .filter((edge) => edge.to.node === to.node && edge.to.port === to.port);
          expect(found.replaces).toBe(before[0]);
          workflow = applyEdit(workflow, { kind: 'set-edge', edge: found.edge }).workflow;
        }
        const inputs = workflow.edges.toArray().map((edge) => `${edge.to.node}.${edge.to.port}`);
        expect(new Set(inputs).size).toBe(inputs.length);
        const ids = workflow.nodes.toArray().map(({ id }) => id);
        const marks = problemMarks(planWorkflow(workflow, ids, tinyRegistry, planOptions()));
        const allowed = /^(missing-input|over-cap|too-many-jobs)@/;
        expect(marks.filter((mark) => !allowed.test(mark))).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
});

test('edges have the same id only where they have the same ends, whatever the ids of nodes and ports hold', () => {
  const id = fc.string({ unit: fc.constantFrom('a', '.', '>', '\\'), minLength: 1, maxLength: 4 });
  const end = fc.record({ node: id, port: id });
  fc.assert(
    fc.property(end, end, end, end, (a, b, c, d) => {
      const isSame = JSON.stringify([a, b]) === JSON.stringify([c, d]);
      expect(edgeId(a, b) === edgeId(c, d)).toBe(isSame);
    }),
    { numRuns: 2_000 },
  );
  const [wide, narrow] = [
    { node: 'a.b', port: 'c' },
    { node: 'a', port: 'b.c' },
  ];
  expect(edgeId(wide, wide)).not.toBe(edgeId(narrow, wide));
  expect(edgeId({ node: 'clip', port: 'video' }, { node: 'save', port: 'video' })).toBe(
    'clip.video>save.video',
  );
});
