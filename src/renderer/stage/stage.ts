import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Position, Rect } from '../../engine/workflow.ts';
import { activeWorkflow, documentStore } from '../state/document-store.ts';
import { stateOf } from '../state/node-summary.ts';
import { registry } from '../state/registry.ts';
import { NO_RUN, runStore } from '../state/run-store.ts';
import { type Viewport, viewStore } from '../state/view-store.ts';
import { type Colors, readColors } from './colors.ts';
import { type Cards, createCards } from './flow-nodes.ts';
import { createLivePainter } from './live-painter.ts';
import { liveRects } from './live-rects.ts';
import { createPainter, type Marks, type Painter, SMALL_ZOOM } from './painter.ts';
import { createScene, type Scene } from './scene.ts';

/** How the stage reaches the view that pans and zooms. */
export interface Camera {
  read(): Viewport;
  move(viewport: Viewport, durationMs: number): void;
  /** Calls back on every change of the viewport. */
  onMove(listener: () => void): () => void;
}

/** The live canvas: what is on it, where the view is, and what the pointer is over. Exists outside React. */
export interface Stage {
  readonly scene: Scene;
  readonly cards: Cards;
  readonly camera: Camera;
  readonly painter: Painter;
  readonly elements: StageElements;
  /** Size of the canvas in CSS px. */
  size(): { readonly width: number; readonly height: number };
  visible(): Rect;
  /** From px of the window to flow px. */
  toFlow(client: Position): Position;
  /** From flow px to px of the window. */
  toClient(flow: Position): Position;
  /** Where the pointer is in flow px; the middle of the view when it is elsewhere. */
  pointer: Position | null;
  /** Whether the pointer was used later than the keyboard moved the focus. */
  isPointed: boolean;
  /** Under the pointer, for drawing. */
  readonly hovered: StoreApi<Hovered>;
  requestFrame(): void;
  dispose(): void;
}

export interface Hovered {
  readonly edge: string | null;
  readonly node: string | null;
}

export interface StageElements {
  readonly container: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  /** Above it: what is being dragged. */
  readonly liveCanvas: HTMLCanvasElement;
  /** The loose edge, above the cards, in px of the canvas. */
  readonly loosePath: SVGPathElement;
  /** Words at the pointer. */
  readonly pointerNote: HTMLElement;
  /** The frame of a box selection. */
  readonly marquee: HTMLElement;
}

const NONE: ReadonlySet<string> = new Set();

/** Brings the canvas to life on these elements and keeps it in step with the stores. */
export function createStage(elements: StageElements, camera: Camera): Stage {
  const { container, canvas, liveCanvas } = elements;
  const scene = createScene(registry);
  const hovered = createStore<Hovered>(() => ({ edge: null, node: null }));
  const cards = createCards(scene, {
    isRaised: (id) => viewStore.getState().selection.nodes.has(id),
    elementOf: (id) => container.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`),
    isHeld: (id) => document.activeElement?.closest('[data-card]')?.getAttribute('data-card') === id,
  });
  let colors: Colors = readColors(container);
  let moving: ReadonlySet<string> = NONE;
  const marks = (): Marks => {
    const { selection, connecting } = viewStore.getState();
    const { edge, node } = hovered.getState();
    return {
      selected: cards.isFar() ? selection.nodes.union(selection.edges) : selection.edges,
      selectedNodes: selection.nodes,
      hovered: edge ?? (cards.isFar() ? node : null),
      detached: connecting?.detached ?? null,
      isMounted: cards.isMounted,
      isMoving: (id) => moving.has(id),
      stateColor: (id) => stateColor(id, colors),
    };
  };
  const painter = createPainter(canvas, scene, marks);
  const livePainter = createLivePainter(liveCanvas, scene, () => moving, marks);
  const painters = [painter, livePainter];
  for (const one of painters) one.setColors(colors);
  let bounds = container.getBoundingClientRect();
  let pending = 0;

  const visible = (): Rect => {
    const { x, y, zoom } = camera.read();
    return { x: -x / zoom, y: -y / zoom, width: bounds.width / zoom, height: bounds.height / zoom };
  };
  function frame(): void {
    pending = 0;
    const viewport = camera.read();
    const wasFar = cards.isFar();
    const hasMore = cards.follow(visible(), viewport.zoom);
    if (cards.isFar() !== wasFar) viewStore.setState({ isFar: cards.isFar() });
    if (hasMore || cards.isFar() !== wasFar) painter.invalidate();
    for (const one of painters) one.frame(viewport);
    const isSmall = viewport.zoom < SMALL_ZOOM;
    if (container.hasAttribute('data-small') !== isSmall) container.toggleAttribute('data-small', isSmall);
    if (hasMore) requestFrame();
  }
  function requestFrame(): void {
    if (pending === 0) pending = requestAnimationFrame(frame);
  }
  const repaint = () => {
    moving = NONE;
    painter.invalidate();
    requestFrame();
  };
  /** Of a drag that goes on, only what moves is drawn again. */
  const repaintMoving = (ids: ReadonlySet<string>) => {
    if (!ids.isSubsetOf(moving)) {
      moving = ids;
      painter.invalidate();
    }
    livePainter.invalidate();
    requestFrame();
  };

  const stops = [
    camera.onMove(requestFrame),
    scene.onChange(({ boxes, isNew, isLive }) => {
      if (isLive) {
        cards.shift(boxes);
        repaintMoving(boxes);
      } else {
        cards.refresh(boxes, isNew);
        repaint();
      }
    }),
    documentStore.subscribe((state) => scene.show(activeWorkflow(state))),
    viewStore.subscribe((state, before) => {
      if (state.selection !== before.selection) {
        cards.refresh(state.selection.nodes.symmetricDifference(before.selection.nodes));
        repaint();
      } else if (state.connecting !== before.connecting) repaint();
    }),
    hovered.subscribe(repaint),
    liveRects.subscribe(repaint),
    runStore.subscribe(() => {
      if (cards.isFar()) repaint();
    }),
  ];
  const sizes = new ResizeObserver(() => {
    bounds = container.getBoundingClientRect();
    for (const one of painters) one.resize(bounds.width, bounds.height);
    requestFrame();
  });
  sizes.observe(container);
  const themes = new MutationObserver(() => {
    colors = readColors(container);
    for (const one of painters) one.setColors(colors);
    requestFrame();
  });
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  for (const one of painters) one.resize(bounds.width, bounds.height);
  scene.show(activeWorkflow(documentStore.getState()));
  requestFrame();

  return {
    scene,
    cards,
    camera,
    painter,
    elements,
    hovered,
    pointer: null,
    isPointed: false,
    size: () => bounds,
    visible,
    toFlow(client) {
      const { x, y, zoom } = camera.read();
      return { x: (client.x - bounds.left - x) / zoom, y: (client.y - bounds.top - y) / zoom };
    },
    toClient(flow) {
      const { x, y, zoom } = camera.read();
      return { x: flow.x * zoom + x + bounds.left, y: flow.y * zoom + y + bounds.top };
    },
    requestFrame,
    dispose() {
      cancelAnimationFrame(pending);
      for (const stop of stops) stop();
      sizes.disconnect();
      themes.disconnect();
    },
  };
}

function stateColor(id: string, colors: Colors): string | null {
  const { activeId } = documentStore.getState();
  const run = (activeId !== null && runStore.getState().byTab[activeId]) || NO_RUN;
  const node = run.nodes[id];
  const state = node && stateOf(node, run.plan?.nodes[id]);
  if (state === 'running' || state === 'queued') return colors.accent;
  if (state === 'failed' || run.plan?.problemsOf[id]?.some(({ severity }) => severity === 'error'))
    return colors.bad;
  return state === 'done' ? colors.ok : null;
}
