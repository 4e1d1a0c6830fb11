import '../../../../src/renderer/styles.ts';
import { createRoot } from 'react-dom/client';
import { edgeTablesOf } from '../../../../src/engine/edge-tables.ts';
import { Table } from '../../../../src/engine/table.ts';
import { edgeId, type Workflow, type WorkflowNode } from '../../../../src/engine/workflow.ts';
import { Canvas } from '../../../../src/renderer/canvas/Canvas.tsx';
import { wirePoint } from '../../../../src/renderer/geometry/wire-path.ts';
import { currentStage } from '../../../../src/renderer/stage/current-stage.ts';
import { frameNodes } from '../../../../src/renderer/stage/view-moves.ts';
import { activeWorkflow, documentStore } from '../../../../src/renderer/state/document-store.ts';
import type { NodePlan } from '../../../../src/renderer/state/plan-summary.ts';
import { runStore } from '../../../../src/renderer/state/run-store.ts';
import { type BenchGraph, benchGraph, INPUTS, nearView, OUTPUTS, uncovered } from '../graph.ts';
import '../page-api.ts';
import { takeRenders } from './render-count.ts';

const ASSETS = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(64));

function workflowOf(graph: BenchGraph): Workflow {
  const nodes = graph.nodes.map(
    ({ id, x, y }): WorkflowNode => ({
      id,
      type: 'bench',
      typeVersion: 1,
      position: { x, y },
      params: { name: `shot ${id}` },
    }),
  );
  const edges = graph.edges.map(({ from, output, to, input }) => {
    const ends = {
      from: { node: `n${from}`, port: OUTPUTS[output]! },
      to: { node: `n${to}`, port: INPUTS[input]! },
    };
    return { ...ends, id: edgeId(ends.from, ends.to) };
  });
  return {
    id: 'bench',
    name: 'bench',
    nodes: Table.of(nodes),
    ...edgeTablesOf(edges),
    groups: Table.of(),
    notes: Table.of(),
    exposed: [],
    view: { ...nearView(graph.nodes.length), zoom: 1 },
    extra: {},
  };
}

function planOf(graph: BenchGraph): Record<string, NodePlan> {
  const plans: Record<string, NodePlan> = {};
  graph.nodes.forEach(({ id }, place) => {
    const video = {
      asset: ASSETS[place % ASSETS.length],
      name: 'shot.mp4',
      width: 1280,
      height: 704,
      fps: 24,
      frameCount: 121,
      durationS: 121 / 24,
      hasAudio: false,
    };
    plans[id] = {
      nodeId: id,
      willRun: false,
      estimate: null,
      axes: [],
      lists: {},
      cells: [{ state: 'kept', estimate: null, forecast: { video } }],
      layers: null,
    };
  });
  return plans;
}

const box = (node: number) => currentStage()!.scene.boxes.get(`n${node}`)!;

let shownCount = 0;

window.bench = {
  async build(nodeCount) {
    const graph = benchGraph(nodeCount);
    shownCount = nodeCount;
    const id = documentStore.getState().openTab({ workflow: workflowOf(graph) });
    runStore.getState().setPlan(id, {
      id: 'plan',
      isRunnable: true,
      provider: 'simulator',
      spending: { jobCount: 0, costUsd: 0, megapixels: 0 },
      newTake: null,
      problems: [],
      problemsOf: {},
      nodes: planOf(graph),
    });
    createRoot(document.getElementById('root')!).render(<Canvas />);
  },
  view: () => currentStage()!.camera.read(),
  show(what) {
    if (what === 'all') frameNodes(null, false);
    else currentStage()!.camera.move({ ...nearView(shownCount), zoom: 1 }, 0);
  },
  positionOf: (node) => ({ x: box(node).x, y: box(node).y }),
  handleOf: (node) => currentStage()!.toClient({ x: box(node).x + 60, y: box(node).y + 14 }),
  sliderOf(node) {
    const { left, top, width, height } = document
      .querySelector(`[data-card="n${node}"] [aria-label="Strength"]`)!
      .getBoundingClientRect();
    return { x: left, y: top + height / 2, width };
  },
  sliderValue: (node) =>
    (activeWorkflow(documentStore.getState())!.nodes.get(`n${node}`)!.params.strength as number) ?? 0.5,
  edgeSamples() {
    const stage = currentStage()!;
    const { width, height } = stage.size();
    const samples: { x: number; y: number }[] = [];
    for (const { points } of stage.scene.wires.values()) {
      const { x, y } = stage.toClient(wirePoint(points, 0, 0.5));
      if (x > 0 && y > 0 && x < width && y < height) samples.push({ x, y });
    }
    return uncovered(samples, benchGraph(shownCount).nodes, stage.camera.read());
  },
  nameOf(node) {
    const { left, top, width, height } = document
      .querySelector(`[data-card="n${node}"] input[aria-label="Name"]`)!
      .getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  },
  nameValue: (node) => activeWorkflow(documentStore.getState())!.nodes.get(`n${node}`)!.params.name as string,
  ownEdgeCount: () => currentStage()!.painter.counts.edges,
  takeRenders,
};
