import { performance } from 'node:perf_hooks';
import { edgeTablesOf } from '../../../src/engine/edge-tables.ts';
import { applyEdit, type Edit } from '../../../src/engine/edits.ts';
import { commit, EMPTY_HISTORY, redo, undo, type Versioned } from '../../../src/engine/history.ts';
import { saveWorkflow } from '../../../src/engine/save-document.ts';
import { Table } from '../../../src/engine/table.ts';
import { type Edge, edgeId, type Workflow, type WorkflowNode } from '../../../src/engine/workflow.ts';

export interface DocumentResult {
  readonly editUs: number;
  readonly undoUs: number;
  readonly bytesPerEdit: number;
}

const EDITS = 1_000;
const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!;

function workflowOf(count: number): Workflow {
  const nodes = Array.from(
    { length: count },
    (_, index): WorkflowNode => ({
      id: `node-${index}`,
      type: 'bench',
      typeVersion: 1,
      position: { x: index, y: 0 },
      params: { steps: 15, prompt: `shot ${index}`, resolution: '720p', strength: 0.5 },
    }),
  );
  const edges = Array.from({ length: count - 1 }, (_, index): Edge => {
    const [from, to] = [
      { node: `node-${index}`, port: 'out' },
      { node: `node-${index + 1}`, port: 'in' },
    ];
    return { id: edgeId(from, to), from, to };
  });
  const lists = { groups: Table.of<never>(), notes: Table.of<never>(), exposed: [], extra: {} };
  return { id: 'bench', name: 'bench', nodes: Table.of(nodes), ...edgeTablesOf(edges), ...lists };
}

/** Nodes that the edits keep to, spread over the whole graph: hands work on one part at a time, whatever its size. */
const WORKING_SET = 200;

/** Every kind of edit that hands make often; params mostly, as in real work. */
function editAt(step: number, ids: readonly string[]): Edit {
  const at = (place: number) => ids[Math.floor(((place % WORKING_SET) / WORKING_SET) * ids.length)]!;
  const node = at(step * 7_919);
  switch (step % 10) {
    case 7:
      return { kind: 'move', node, to: { x: step, y: step } };
    case 8:
      return { kind: 'look', node, look: { title: `take ${step}` } };
    case 9: {
      const from = { node, port: 'out' };
      const to = { node: at(step * 31), port: 'extra' };
      return { kind: 'set-edge', edge: { id: edgeId(from, to), from, to } };
    }
    default:
      return { kind: 'set-param', node, param: 'steps', value: step };
  }
}

/** Makes, undoes and redoes 1,000 edits on a workflow of `count` nodes; both ways must be exact. */
function measure(count: number): DocumentResult {
  for (let warm = 0; warm < 3; warm++) run(count);
  return run(count);
}

function run(count: number): DocumentResult {
  const first = workflowOf(count);
  const ids = first.nodes.toArray().map((node) => node.id);
  const before = saveWorkflow(first);
  let state: Versioned = { workflow: first, history: EMPTY_HISTORY };
  const editTimes: number[] = [];
  for (let step = 0; step < EDITS; step++) {
    const edit = editAt(step, ids);
    const start = performance.now();
    state = commit(state, edit, 'edit');
    editTimes.push(1_000 * (performance.now() - start));
  }
  const after = saveWorkflow(state.workflow);
  const undoTimes: number[] = [];
  for (let step = 0; step < EDITS; step++) {
    const start = performance.now();
    state = undo(state)!;
    undoTimes.push(1_000 * (performance.now() - start));
  }
  if (saveWorkflow(state.workflow) !== before) throw new Error('undo is not exact');
  for (let step = 0; step < EDITS; step++) state = redo(state)!;
  if (saveWorkflow(state.workflow) !== after) throw new Error('redo is not exact');
  return { editUs: median(editTimes), undoUs: median(undoTimes), bytesPerEdit: historyBytes(count) };
}

/** Heap that 1,000 steps of undo keep alive beside the workflow itself, per step. */
function historyBytes(count: number): number {
  const collect = globalThis.gc;
  if (!collect) throw new Error('run with --expose-gc');
  let workflow = workflowOf(count);
  const ids = workflow.nodes.toArray().map((node) => node.id);
  for (let step = 0; step < EDITS; step++) workflow = applyEdit(workflow, editAt(step, ids)).workflow;
  let state: Versioned = { workflow: workflowOf(count), history: EMPTY_HISTORY };
  for (let step = 0; step < EDITS; step++) state = commit(state, editAt(step, ids), 'edit');
  collect();
  const withHistory = process.memoryUsage().heapUsed;
  state = { workflow: state.workflow, history: EMPTY_HISTORY };
  collect();
  const without = process.memoryUsage().heapUsed;
  if (state.workflow.nodes.size !== workflow.nodes.size) throw new Error('the edits differ');
  return (withHistory - without) / EDITS;
}

process.stdout.write(`${JSON.stringify(measure(Number(process.argv[2])))}\n`);
