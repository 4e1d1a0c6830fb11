import { ReactFlow, ReactFlowProvider, useStoreApi, ViewportPortal } from '@xyflow/react';
import { lazy, Suspense, useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Stage } from '../stage/stage.ts';
import { MAX_ZOOM, MIN_ZOOM } from '../stage/view-moves.ts';
import { menuStore } from '../state/menu-store.ts';
import { settingsStore } from '../state/settings-store.ts';
import { viewStore } from '../state/view-store.ts';
import { Card } from './Card.tsx';
import { ConnectorList } from './ConnectorList.tsx';
import { FindBar } from './FindBar.tsx';
import { GroupLayer } from './GroupLayer.tsx';
import { Minimap } from './Minimap.tsx';
import { NodeSearch } from './NodeSearch.tsx';
import { NoteLayer } from './NoteLayer.tsx';
import { startCanvas } from './start-canvas.ts';
import { ZoomBar } from './ZoomBar.tsx';

const NODE_TYPES = { card: Card };
const NO_EDGES: never[] = [];
const PAN_BY_ANY = [0, 1];
const PAN_BY_MIDDLE = [1];
const HIDDEN_ATTRIBUTION = { hideAttribution: true };
const CanvasMenu = lazy(() => import('./CanvasMenu.tsx'));
const NO_NODES = createStore(() => ({ nodes: [] as never[] }));

/** The node graph of the active tab. Fills its parent. */
export function Canvas() {
  return (
    <ReactFlowProvider>
      <LiveCanvas />
    </ReactFlowProvider>
  );
}

function LiveCanvas() {
  const flow = useStoreApi();
  const container = useRef<HTMLElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const liveCanvas = useRef<HTMLCanvasElement>(null);
  const loosePath = useRef<SVGPathElement>(null);
  const pointerNote = useRef<HTMLDivElement>(null);
  const marquee = useRef<HTMLDivElement>(null);
  const stages = useMemo(() => createStore<{ stage: Stage | null }>(() => ({ stage: null })), []);
  const stage = useStore(stages, (state) => state.stage);

  useEffect(() => {
    const elements = {
      container: container.current!,
      canvas: canvas.current!,
      liveCanvas: liveCanvas.current!,
      loosePath: loosePath.current!,
      pointerNote: pointerNote.current!,
      marquee: marquee.current!,
    };
    const { stage, stop } = startCanvas(elements, flow);
    stages.setState({ stage });
    return () => {
      stages.setState({ stage: null });
      stop();
    };
  }, [flow, stages]);

  return (
    <section className="canvas" id="canvas" ref={container} aria-label="Canvas" tabIndex={-1}>
      <canvas className="canvas__layer" ref={canvas} aria-hidden />
      <canvas className="canvas__layer" ref={liveCanvas} width={0} aria-hidden />
      <Cards stage={stage} />
      <svg className="canvas__loose" aria-hidden>
        <title>Loose edge</title>
        <path ref={loosePath} />
      </svg>
      <div className="canvas__marquee" ref={marquee} hidden />
      <div className="canvas__note tooltip" ref={pointerNote} role="status" hidden />
      {stage && <Minimap stage={stage} />}
      <ZoomBar />
      <FindBar />
      <NodeSearch />
      <ConnectorList />
      <MenuWhenAsked />
    </section>
  );
}

function Cards({ stage }: { readonly stage: Stage | null }) {
  const nodes = useStore(stage?.cards.nodes ?? NO_NODES, (state) => state.nodes);
  const pansByMiddle = useStore(settingsStore, ({ keymap }) => keymap === 'blender');
  const isConnecting = useStore(viewStore, ({ connecting }) => connecting !== null);
  return (
    <ReactFlow
      className={isConnecting ? 'is-connecting' : undefined}
      nodes={nodes}
      edges={NO_EDGES}
      nodeTypes={NODE_TYPES}
      minZoom={MIN_ZOOM}
      maxZoom={MAX_ZOOM}
      panOnDrag={pansByMiddle ? PAN_BY_MIDDLE : PAN_BY_ANY}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      elementsSelectable={false}
      edgesFocusable={false}
      deleteKeyCode={null}
      selectionKeyCode={null}
      multiSelectionKeyCode={null}
      zoomOnDoubleClick={false}
      disableKeyboardA11y
      elevateNodesOnSelect={false}
      proOptions={HIDDEN_ATTRIBUTION}
    >
      <ViewportPortal>
        <GroupLayer />
        <NoteLayer />
      </ViewportPortal>
    </ReactFlow>
  );
}

/** The menu's code is fetched when a menu is first asked for. */
function MenuWhenAsked() {
  const isOpen = useStore(menuStore, ({ target }) => target !== null);
  return isOpen ? (
    <Suspense>
      <CanvasMenu />
    </Suspense>
  ) : null;
}
