import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edgeTablesOf } from '../../src/engine/edge-tables.ts';
import { applyEdit, type Edit } from '../../src/engine/edits.ts';
import {
  abandonGesture,
  commit,
  EMPTY_HISTORY,
  endGesture,
  redo,
  undo,
  type Versioned,
} from '../../src/engine/history.ts';
import { saveWorkflow } from '../../src/engine/save-document.ts';
import type { Workflow } from '../../src/engine/workflow.ts';
import { arbitraryEdit } from './fixtures/arbitrary-edit.ts';
import { edgeOf, workflowOf } from './fixtures/build-workflow.ts';

/** A file that somebody damaged: two edges lead into one input, one comes from nowhere. */
const FIRST: Workflow = workflowOf(
  { n0: { type: 'number' }, n1: { type: 'sum', params: { plus: 3 } }, n2: { type: 'odd', foreign: [1] } },
  ['n0.number > n1.a', 'n2.number > n1.a', 'n1.number > n2.b', 'ghost.text > n2.a', 'n2.text > n2.b'],
);
const text = (workflow: Workflow) => saveWorkflow(workflow);

/** Edges at each node are derived; they must always be what the list of edges says. */
function expectSoundEdges(workflow: Workflow): void {
  const derived = edgeTablesOf(workflow.edges).edgesOf;
  const ids = new Set([...derived.toArray(), ...workflow.edgesOf.toArray()].map(({ id }) => id));
  const sorted = (edges: readonly { id: string }[] = []) => edges.map(({ id }) => id).sort();
  for (const id of ids) {
    expect(sorted(workflow.edgesOf.get(id)?.inputs)).toEqual(sorted(derived.get(id)?.inputs));
    expect(sorted(workflow.edgesOf.get(id)?.outputs)).toEqual(sorted(derived.get(id)?.outputs));
  }
}

test('an edit and its inverse lead back to exactly the workflow before', () => {
  fc.assert(
    fc.property(fc.array(arbitraryEdit, { maxLength: 6 }), arbitraryEdit, (before, edit) => {
      const start = before.reduce((workflow, one) => applyEdit(workflow, one).workflow, FIRST);
      const { workflow, inverse } = applyEdit(start, edit);
      const back = applyEdit(workflow, inverse);
      expect(text(back.workflow)).toBe(text(start));
      expect(text(applyEdit(back.workflow, back.inverse).workflow)).toBe(text(workflow));
      expectSoundEdges(workflow);
      expectSoundEdges(back.workflow);
    }),
    { numRuns: 300 },
  );
});

type Act =
  | { readonly kind: 'commit'; readonly edit: Edit; readonly gesture: string | undefined }
  | { readonly kind: 'undo' | 'redo' | 'end' };

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('commit' as const),
      edit: arbitraryEdit,
      gesture: fc.constantFrom(undefined, 'drag', 'drag', 'type'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const, 'end' as const) }),
  },
);

/** What an editor with whole copies would do: two stacks of saved texts. */
class CopiesModel {
  readonly past: string[] = [];
  readonly future: string[] = [];
  now = text(FIRST);
  #gesture: string | undefined;

  commit(gesture: string | undefined, after: string): void {
    const continues = gesture !== undefined && gesture === this.#gesture;
    if (!continues) this.past.push(this.now);
    this.future.length = 0;
    this.now = after;
    this.#gesture = gesture;
  }

  step(from: string[], to: string[]): void {
    const next = from.pop();
    if (next === undefined) return;
    to.push(this.now);
    this.now = next;
    this.#gesture = undefined;
  }

  end(): void {
    this.#gesture = undefined;
  }
}

test('undo and redo walk through the same documents as keeping whole copies would', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
      let state: Versioned = { workflow: FIRST, history: EMPTY_HISTORY };
      const model = new CopiesModel();
      for (const one of acts) {
        if (one.kind === 'commit') {
          state = commit(state, one.edit, 'Edit', one.gesture);
          model.commit(one.gesture, text(state.workflow));
        } else if (one.kind === 'end') {
          state = { ...state, history: endGesture(state.history) };
          model.end();
        } else {
          state = (one.kind === 'undo' ? undo(state) : redo(state)) ?? state;
          if (one.kind === 'undo') model.step(model.past, model.future);
          else model.step(model.future, model.past);
        }
        expect(text(state.workflow)).toBe(model.now);
        expect(state.history.past?.depth ?? 0).toBe(model.past.length);
        expect(state.history.future?.depth ?? 0).toBe(model.future.length);
        expectSoundEdges(state.workflow);
      }
      const last = text(state.workflow);
      const steps = model.past.length;
      for (let step = 0; step < steps; step++) state = undo(state)!;
      expect(undo(state)).toBeNull();
      expect(text(state.workflow)).toBe(text(FIRST));
      for (let step = 0; step < steps; step++) state = redo(state)!;
      expect(text(state.workflow)).toBe(last);
    }),
    { numRuns: 200 },
  );
});

describe('a gesture', () => {
  const start: Versioned = { workflow: FIRST, history: EMPTY_HISTORY };
  const move = (state: Versioned, x: number, gesture?: string) =>
    commit(state, { kind: 'move', node: 'n0', to: { x, y: 0 } }, 'Move', gesture);

  test('is one step, however long, and holds one inverse', () => {
    let state = start;
    for (let x = 1; x <= 500; x++) state = move(state, x, 'drag-1');
    expect(state.history.past).toMatchObject({
      label: 'Move',
      depth: 1,
      back: { kind: 'move', node: 'n0', to: { x: 0, y: 0 } },
    });
    expect(text(undo(state)!.workflow)).toBe(text(FIRST));
  });

  test('of several nodes at once stays as small as one move of each', () => {
    let state = start;
    for (let x = 1; x <= 100; x++) {
      const edits = ['n0', 'n1', 'n2'].map((node): Edit => ({ kind: 'move', node, to: { x, y: x } }));
      state = commit(state, { kind: 'batch', edits }, 'Move', 'drag-1');
    }
    const { back } = state.history.past!;
    expect(back.kind === 'batch' && back.edits).toHaveLength(3);
    expect(text(undo(state)!.workflow)).toBe(text(FIRST));
  });

  test('that is abandoned leaves no trace, and one that has ended stays', () => {
    const one = move(start, 1);
    const held = move(move(one, 2, 'drag'), 3, 'drag');
    const back = abandonGesture(held, 'drag');
    expect(text(back.workflow)).toBe(text(one.workflow));
    expect(back.history.past).toEqual(one.history.past);
    expect(redo(back)).toBeNull();
    expect(abandonGesture(held, 'other')).toBe(held);
    const ended = { ...held, history: endGesture(held.history) };
    expect(abandonGesture(ended, 'drag')).toBe(ended);
    expect(abandonGesture(start, 'drag')).toBe(start);
  });

  test('ends with another gesture, without one, when it is ended, and with undo', () => {
    const depth = (state: Versioned) => state.history.past?.depth;
    const one = move(start, 1, 'a');
    expect(depth(move(one, 2, 'a'))).toBe(1);
    expect(depth(move(one, 2, 'b'))).toBe(2);
    expect(depth(move(one, 2))).toBe(2);
    expect(depth(move({ ...one, history: endGesture(one.history) }, 2, 'a'))).toBe(2);
    const two = move(one, 2, 'b');
    expect(depth(move(undo(two)!, 3, 'a'))).toBe(2);
    expect(depth(move(redo(undo(one)!)!, 3, 'a'))).toBe(2);
    expect(endGesture(EMPTY_HISTORY)).toBe(EMPTY_HISTORY);
  });
});

describe('edits', () => {
  test('of what is gone change nothing', () => {
    const gone: Edit[] = [
      { kind: 'remove-node', id: 'x' },
      { kind: 'set-param', node: 'x', param: 'p', value: 1 },
      { kind: 'move', node: 'x', to: { x: 1, y: 1 } },
      { kind: 'look', node: 'x', look: { title: 'X' } },
      { kind: 'remove-edge', id: 'x' },
      { kind: 'remove-group', id: 'x' },
      { kind: 'remove-note', id: 'x' },
    ];
    for (const edit of gone) expect(applyEdit(FIRST, edit).workflow).toBe(FIRST);
  });

  test('that remove a node take its edges and its place in the form with it', () => {
    const exposed = [{ node: 'n1', param: 'plus', label: 'Plus' }];
    const start = { ...FIRST, exposed };
    const { workflow, inverse } = applyEdit(start, { kind: 'remove-node', id: 'n1' });
    expect(workflow.edges.toArray().map(({ id }) => id)).toEqual(['ghost.text>n2.a', 'n2.text>n2.b']);
    expect(workflow.exposed).toEqual([]);
    expect(text(applyEdit(workflow, inverse).workflow)).toBe(text(start));
  });

  test('that draw an edge make room for it, even from two others', () => {
    const edge = edgeOf('n2.text > n1.a');
    const { workflow, inverse } = applyEdit(FIRST, { kind: 'set-edge', edge });
    expect(workflow.edges.toArray().filter(({ to }) => to.node === 'n1')).toEqual([edge]);
    expect(text(applyEdit(workflow, inverse).workflow)).toBe(text(FIRST));
  });
});
