import { expect, test } from 'vitest';
import { reportText } from './bench-engine.ts';
import type { CellResult } from './cell.ts';
import { goalsOf } from './goals.ts';
import { type CellName, measureEngines } from './measure-engines.ts';
import { runCell } from './run-cell.ts';

const CELL: CellResult = { planMs: 2, coldPlanMs: 4, runMs: 10, editMs: 1 };
const DOCUMENT = { editUs: 1, undoUs: 1, bytesPerEdit: 1 };
const DOCUMENTS = new Map([1_000, 2_000, 10_000].map((count) => [count, DOCUMENT]));

/** Measures all but one cell, which takes too long from a round on. */
function measureWithout(slow: CellName, rounds: number, fromRound = 1) {
  const asked: CellName[] = [];
  const said: string[] = [];
  const measured = measureEngines(
    rounds,
    (peer, graph) => {
      const name: CellName = `${peer} ${graph}`;
      asked.push(name);
      const round = asked.filter((each) => each === name).length;
      return name === slow && round >= fromRound ? null : CELL;
    },
    (line) => said.push(line),
  );
  return { measured, asked, said };
}

test('a peer that takes too long on a graph is left out by name, once for all rounds, and the rest is reported', () => {
  const { measured, asked, said } = measureWithout('rete layered-10000', 3);
  expect(measured.leftOut).toEqual(['rete layered-10000']);
  expect(said).toContain('layered-10000 rete takes too long and is left out');
  expect(asked.filter((name) => name === 'rete layered-10000')).toHaveLength(1);
  expect(asked.filter((name) => name === 'rete layered-1000')).toHaveLength(3);
  expect(measured.cells.has('rete layered-10000')).toBe(false);
  expect(measured.cells.get('rete layered-1000')).toEqual(CELL);
  expect(measured.cells.size).toBe(5 * 5 - 3 - 1);
});

test('a peer that takes too long in a later round only is left out too, as half of its rounds compare with nothing', () => {
  const { measured, asked } = measureWithout('litegraph chain-1000', 3, 2);
  expect(measured.leftOut).toEqual(['litegraph chain-1000']);
  expect(asked.filter((name) => name === 'litegraph chain-1000')).toHaveLength(2);
  expect(measured.cells.has('litegraph chain-1000')).toBe(false);
});

test('a goal that compares with what was left out has no value, and the report says which; the others are judged', () => {
  const { measured } = measureWithout('rete layered-10000', 1);
  const goals = goalsOf(measured.cells, DOCUMENTS, { firstMs: 100, editMs: 15 });
  const open = goals.filter(({ value }) => value === null);
  expect(open.map(({ what }) => what)).toEqual(['whole run, layered 10,000 / rete']);
  const judged = goals.map((goal) => ({
    ...goal,
    isMet: goal.value === null ? null : goal.value <= goal.most,
  }));
  const text = reportText(measured, judged);
  expect(text).toContain('left out, as it took too long here: rete on layered-10000\n');
  expect(text).toMatch(/^left out E1 whole run, layered 10,000 \/ rete: – ×/m);
  expect(text).toMatch(/^MISSED {3}E1 whole run, layered 10,000 \/ baklava: 1\.00 × \(at most 0\.333 ×\)$/m);
  expect(text).toMatch(/^met {6}E6 .*: 0\.150 × \(at most 0\.2 ×\)$/m);
  expect(text.match(/µs\/node run/g)).toHaveLength(measured.cells.size);
});

test('a process that never ends is ended at its limit and gives nothing; one that fails is no slow one', () => {
  expect(runCell('./stuck-fixture.ts', [], 300)).toBeNull();
  expect(() => runCell('./cell.ts', ['nobody', 'chain-1000'], 600_000)).toThrow(
    /cell\.ts nobody chain-1000 failed/,
  );
});
