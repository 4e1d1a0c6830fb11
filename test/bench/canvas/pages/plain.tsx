import '@xyflow/react/dist/style.css';
import {
  Background,
  Handle,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  type ReactFlowInstance,
  useEdgesState,
  useNodesState,
  useReactFlow,
} from '@xyflow/react';
import { createRoot } from 'react-dom/client';
import { benchGraph, INPUTS, MODES, nearView, OUTPUTS, uncovered } from '../graph.ts';
import '../page-api.ts';
import { flowEdges, samplesOfPaths, THUMBNAIL } from './flow-page.ts';
import './peer.css';
import { countRender, takeRenders } from './render-count.ts';

interface Params extends Record<string, unknown> {
  readonly mode: string;
  readonly frames: number;
  readonly strength: number;
  readonly name: string;
}
type BenchNode = Node<Params, 'bench'>;

/** React Flow as its guide shows it: everything in `node.data`, nothing told beforehand. */
function PlainNode({ id, data }: NodeProps<BenchNode>) {
  countRender(id);
  const { updateNodeData } = useReactFlow();
  return (
    <div className="peer" data-node={id}>
      <header className="peer__header">Bench node</header>
      {INPUTS.map((port, place) => (
        <Handle
          key={port}
          id={port}
          type="target"
          position={Position.Left}
          style={{ top: 46 + 26 * place }}
        />
      ))}
      {OUTPUTS.map((port, place) => (
        <Handle
          key={port}
          id={port}
          type="source"
          position={Position.Right}
          style={{ top: 46 + 26 * place }}
        />
      ))}
      <label className="peer__row peer__row--first">
        Mode
        <select
          className="nodrag"
          value={data.mode}
          onChange={(event) => updateNodeData(id, { mode: event.target.value })}
        >
          {MODES.map((mode) => (
            <option key={mode}>{mode}</option>
          ))}
        </select>
      </label>
      <label className="peer__row">
        Frames
        <input
          className="nodrag"
          type="number"
          value={data.frames}
          onChange={(event) => updateNodeData(id, { frames: Number(event.target.value) })}
        />
      </label>
      <label className="peer__row">
        Strength
        <input
          className="nodrag"
          type="range"
          min={0}
          max={1}
          step={0.01}
          value={data.strength}
          onChange={(event) => updateNodeData(id, { strength: Number(event.target.value) })}
        />
      </label>
      <label className="peer__row">
        Name
        <input
          className="nodrag"
          value={data.name}
          onChange={(event) => updateNodeData(id, { name: event.target.value })}
        />
      </label>
      <img className="peer__picture" src={THUMBNAIL} alt="" draggable={false} />
    </div>
  );
}

const NODE_TYPES = { bench: PlainNode };
let flow: ReactFlowInstance<BenchNode> | null = null;

function App({ nodeCount }: { readonly nodeCount: number }) {
  const graph = benchGraph(nodeCount);
  const [nodes, , onNodesChange] = useNodesState<BenchNode>(
    graph.nodes.map(({ id, x, y }) => ({
      id,
      type: 'bench',
      position: { x, y },
      data: { mode: 'light', frames: 121, strength: 0.5, name: `shot ${id}` },
    })),
  );
  const [edges, , onEdgesChange] = useEdgesState(flowEdges(graph));
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      onInit={(instance) => {
        flow = instance;
      }}
      minZoom={0.02}
      defaultViewport={{ ...nearView(nodeCount), zoom: 1 }}
      colorMode="dark"
    >
      <Background />
    </ReactFlow>
  );
}

const element = (node: number) => document.querySelector(`[data-node="n${node}"]`)!;

let shownCount = 0;

window.bench = {
  async build(nodeCount) {
    shownCount = nodeCount;
    createRoot(document.getElementById('root')!).render(<App nodeCount={nodeCount} />);
  },
  view: () => flow!.getViewport(),
  show(what) {
    if (what === 'all') void flow!.fitView();
    else void flow!.setViewport({ ...nearView(shownCount), zoom: 1 });
  },
  positionOf: (node) => flow!.getNode(`n${node}`)!.position,
  handleOf(node) {
    const { left, top } = element(node).getBoundingClientRect();
    return { x: left + 60, y: top + 14 };
  },
  sliderOf(node) {
    const { left, top, width, height } = element(node)
      .querySelector('input[type="range"]')!
      .getBoundingClientRect();
    return { x: left, y: top + height / 2, width };
  },
  sliderValue: (node) => (flow!.getNode(`n${node}`)!.data as Params).strength,
  nameOf(node) {
    const { left, top, width, height } = element(node)
      .querySelector('label:last-of-type input')!
      .getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  },
  nameValue: (node) => (flow!.getNode(`n${node}`)!.data as Params).name,
  ownEdgeCount: () => document.querySelectorAll('.react-flow__edge-path').length,
  edgeSamples: () => uncovered(samplesOfPaths(), benchGraph(shownCount).nodes, flow!.getViewport()),
  takeRenders,
};
