import '@xyflow/react/dist/style.css';
import {
  applyNodeChanges,
  BaseEdge,
  type EdgeProps,
  getBezierPath,
  Handle,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  type ReactFlowInstance,
  type ReactFlowState,
  useStore as useFlow,
} from '@xyflow/react';
import { memo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { createStore, useStore } from 'zustand';
import { benchGraph, INPUTS, MODES, nearView, OUTPUTS, uncovered } from '../graph.ts';
import '../page-api.ts';
import { flowEdges, samplesOfPaths, THUMBNAIL } from './flow-page.ts';
import './peer.css';
import { countRender, takeRenders } from './render-count.ts';

type Params = Readonly<Record<string, string | number>>;

/** Params live outside `nodes`, so that a field subscribes to its own key. */
const params = createStore<Readonly<Record<string, Params>>>(() => ({}));

function setParam(id: string, key: string, value: string | number): void {
  params.setState((all) => ({ [id]: { ...all[id], [key]: value } }));
}

const WIDTH = 220;
const HEIGHT = 364;
const FAR_ZOOM = 0.4;
const isFarNow = ({ transform }: ReactFlowState) => transform[2] < FAR_ZOOM;
const portTop = (place: number) => 46 + 26 * place;

const HANDLES = [
  ...INPUTS.map((id, place) => ({
    id,
    type: 'target' as const,
    position: Position.Left,
    x: -3,
    y: portTop(place) - 3,
    width: 6,
    height: 6,
  })),
  ...OUTPUTS.map((id, place) => ({
    id,
    type: 'source' as const,
    position: Position.Right,
    x: WIDTH - 3,
    y: portTop(place) - 3,
    width: 6,
    height: 6,
  })),
];

const Field = memo(function Field({ id, name, label }: { id: string; name: string; label: string }) {
  const value = useStore(params, (all) => all[id]?.[name] ?? '');
  const isRange = name === 'strength';
  const isNumber = name === 'frames' || isRange;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: one of the controls below is always in it
    <label className={name === 'mode' ? 'peer__row peer__row--first' : 'peer__row'}>
      {label}
      {name === 'mode' ? (
        <select className="nodrag" value={value} onChange={(event) => setParam(id, name, event.target.value)}>
          {MODES.map((mode) => (
            <option key={mode}>{mode}</option>
          ))}
        </select>
      ) : (
        <input
          className="nodrag"
          type={isRange ? 'range' : isNumber ? 'number' : 'text'}
          {...(isRange && { min: 0, max: 1, step: 0.01 })}
          value={value}
          onChange={(event) => setParam(id, name, isNumber ? Number(event.target.value) : event.target.value)}
        />
      )}
    </label>
  );
});

const Fields = memo(function Fields({ id }: { id: string }) {
  return (
    <>
      <Field id={id} name="mode" label="Mode" />
      <Field id={id} name="frames" label="Frames" />
      <Field id={id} name="strength" label="Strength" />
      <Field id={id} name="name" label="Name" />
      <img className="peer__picture" src={THUMBNAIL} alt="" draggable={false} decoding="async" />
    </>
  );
});

const Ports = memo(function Ports() {
  return (
    <>
      {INPUTS.map((port, place) => (
        <Handle key={port} id={port} type="target" position={Position.Left} style={{ top: portTop(place) }} />
      ))}
      {OUTPUTS.map((port, place) => (
        <Handle
          key={port}
          id={port}
          type="source"
          position={Position.Right}
          style={{ top: portTop(place) }}
        />
      ))}
    </>
  );
});

/** Bare handle elements: React Flow drops the edges of nodes without them. */
const Stubs = memo(function Stubs() {
  return (
    <>
      {HANDLES.map(({ id, type, position, x, y }) => (
        <i
          key={id}
          className={type}
          data-handleid={id}
          data-handlepos={position}
          style={{ position: 'absolute', left: x, top: y, width: 6, height: 6 }}
        />
      ))}
    </>
  );
});

const TunedNode = memo(
  function TunedNode({ id }: NodeProps) {
    countRender(id);
    const isFar = useFlow(isFarNow);
    if (isFar) {
      return (
        <div className="peer-far" data-node={id}>
          <Stubs />
        </div>
      );
    }
    return (
      <div className="peer" data-node={id}>
        <header className="peer__header">Bench node</header>
        <Ports />
        <Fields id={id} />
      </div>
    );
  },
  (before, after) => before.id === after.id,
);

const TunedEdge = memo(function TunedEdge(props: EdgeProps) {
  const [path] = getBezierPath(props);
  return <BaseEdge id={props.id} path={path} interactionWidth={0} />;
});

const NODE_TYPES = { bench: TunedNode };
const EDGE_TYPES = { default: TunedEdge };
let flow: ReactFlowInstance | null = null;

function App({ nodeCount }: { readonly nodeCount: number }) {
  const [graph] = useState(() => benchGraph(nodeCount));
  const [edges] = useState(() => flowEdges(graph));
  const [nodes, setNodes] = useState<Node[]>(() =>
    graph.nodes.map(({ id, x, y }) => ({
      id,
      type: 'bench',
      position: { x, y },
      data: {},
      width: WIDTH,
      height: HEIGHT,
      measured: { width: WIDTH, height: HEIGHT },
      handles: HANDLES,
    })),
  );
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      onNodesChange={(changes) => setNodes((all) => applyNodeChanges(changes, all))}
      onInit={(instance) => {
        flow = instance;
      }}
      onlyRenderVisibleElements
      nodesFocusable={false}
      edgesFocusable={false}
      minZoom={0.02}
      defaultViewport={{ ...nearView(nodeCount), zoom: 1 }}
      colorMode="dark"
    />
  );
}

const element = (node: number) => document.querySelector(`[data-node="n${node}"]`)!;

let shownCount = 0;

window.bench = {
  async build(nodeCount) {
    shownCount = nodeCount;
    const all: Record<string, Params> = {};
    for (const { id } of benchGraph(nodeCount).nodes)
      all[id] = { mode: 'light', frames: 121, strength: 0.5, name: `shot ${id}` };
    params.setState(all, true);
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
  sliderValue: (node) => params.getState()[`n${node}`]!.strength as number,
  nameOf(node) {
    const { left, top, width, height } = element(node)
      .querySelector('label:last-of-type input')!
      .getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  },
  nameValue: (node) => params.getState()[`n${node}`]!.name as string,
  ownEdgeCount: () => document.querySelectorAll('.react-flow__edge-path').length,
  edgeSamples: () => uncovered(samplesOfPaths(), benchGraph(shownCount).nodes, flow!.getViewport()),
  takeRenders,
};
