import type { Node as FlowNode } from '@xyflow/react';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Rect } from '../../engine/workflow.ts';
import { grown, holds, meets } from '../geometry/rect.ts';
import type { Box, Scene } from './scene.ts';

/** Cards mounted in one frame while the view moves; more would make the frame late. */
const BATCH = 4;
/** How far beyond the visible part cards are kept, in screen px. */
const KEPT_PX = 160;
/** Below this zoom nodes are blocks when there are many of them, and below the second always. */
const FAR_ZOOM = 0.6;
const FARTHEST_ZOOM = 0.2;
const MANY_CARDS = 48;

export interface Cards {
  /** What React Flow is handed: the nodes near the visible part, each with its size. */
  readonly nodes: StoreApi<{ readonly nodes: FlowNode[] }>;
  isMounted(id: string): boolean;
  /** Follows the visible part; returns whether more cards are to come at the next frame. */
  follow(visible: Rect, zoom: number): boolean;
  /** Takes over changed boxes; `isNew` starts over. */
  refresh(changed: ReadonlySet<string>, isNew?: boolean): void;
  /** Moves mounted cards to where their boxes are now, past React: a drag goes on and will end in an edit. */
  shift(ids: ReadonlySet<string>): void;
  isFar(): boolean;
}

export interface CardRules {
  /** Drawn above the others. */
  isRaised(id: string): boolean;
  /** The element that React Flow places a mounted card with. */
  elementOf(id: string): HTMLElement | null;
  /** Stays mounted wherever the view goes, because the user is typing in it. */
  isHeld(id: string): boolean;
}

/** The only place that knows React Flow's nodes: turns the scene's boxes near the view into them. */
export function createCards(scene: Scene, { isRaised, isHeld, elementOf }: CardRules): Cards {
  const nodes = createStore<{ nodes: FlowNode[] }>(() => ({ nodes: [] }));
  const mounted = new Map<string, FlowNode>();
  let covered: Rect | null = null;
  let coveredZoom = 0;
  let wanted = new Set<string>();
  let isFar = false;
  /** Nothing is shown yet: what is in view comes at once, since nothing moves that could stutter. */
  let isFresh = true;

  /** Cards that stand elsewhere than React put them, with their elements. */
  const shifted = new Map<string, HTMLElement>();

  function stand(id: string, element: HTMLElement): void {
    const box = scene.boxes.get(id);
    // The form in which React Flow writes it, so that both agree.
    if (box) element.style.transform = `translate(${box.x}px,${box.y}px)`;
  }

  const publish = () => nodes.setState({ nodes: [...mounted.values()] });

  function choose(visible: Rect, zoom: number): void {
    const window = grown(visible, KEPT_PX / zoom);
    const inView = scene.boxesIn(visible).length;
    isFar = zoom < FARTHEST_ZOOM || (zoom < FAR_ZOOM && inView > (isFar ? 0.8 : 1) * MANY_CARDS);
    covered = window;
    coveredZoom = zoom;
    wanted = new Set(isFar ? [] : scene.boxesIn(window).map(({ id }) => id));
  }

  /** Brings the mounted cards nearer to the wanted ones, the visible ones first. */
  function step(visible: Rect): boolean {
    const surplus = [...mounted.keys()].filter((id) => !wanted.has(id) && !isHeld(id));
    const missing = [...wanted].filter((id) => !mounted.has(id));
    const batch = isFresh ? missing.length : BATCH;
    if (missing.length > 0) isFresh = false;
    if (surplus.length === 0 && missing.length === 0) return false;
    for (const id of surplus.slice(0, missing.length > 0 ? 2 * BATCH : 4 * BATCH)) mounted.delete(id);
    if (missing.length > batch)
      missing.sort((a, b) => inView(scene.boxes.get(b), visible) - inView(scene.boxes.get(a), visible));
    for (const id of missing.slice(0, batch)) {
      const box = scene.boxes.get(id);
      if (box) mounted.set(id, flowNode(box, isRaised(id)));
    }
    publish();
    return surplus.length > 4 * BATCH || missing.length > batch;
  }

  return {
    nodes,
    isMounted: (id) => mounted.has(id),
    isFar: () => isFar,
    follow(visible, zoom) {
      const isNear = covered && zoom === coveredZoom && holds(covered, grown(visible, KEPT_PX / 4 / zoom));
      if (!isNear) choose(visible, zoom);
      return step(visible);
    },
    shift(ids) {
      for (const id of ids) {
        if (!mounted.has(id)) continue;
        const element = shifted.get(id) ?? elementOf(id);
        if (!element) continue;
        shifted.set(id, element);
        stand(id, element);
      }
    },
    refresh(changed, isNew = false) {
      let isChanged = false;
      // React leaves alone what it believes unchanged, so that a card whose drag led nowhere has to be put back here.
      for (const [id, element] of shifted) stand(id, element);
      shifted.clear();
      if (isNew) {
        isFresh = true;
        covered = null;
        wanted.clear();
        for (const id of mounted.keys()) isChanged = mounted.delete(id);
      }
      for (const id of changed) {
        const box = scene.boxes.get(id);
        const node = mounted.get(id);
        if (box && node) {
          const raised = isRaised(id);
          if (!isSame(node, box, raised)) {
            mounted.set(id, flowNode(box, raised));
            isChanged = true;
          }
        } else if (!box && mounted.delete(id)) isChanged = true;
        else if (box && covered && !isFar && meets(covered, box)) wanted.add(id);
        if (!box) wanted.delete(id);
      }
      if (isChanged) publish();
    },
  };
}

function inView(box: Box | undefined, visible: Rect): number {
  return box && meets(box, visible) ? 1 : 0;
}

function flowNode({ id, x, y, width, height }: Box, isRaised: boolean): FlowNode {
  return {
    id,
    type: 'card',
    position: { x, y },
    data: {},
    width,
    height,
    measured: { width, height },
    handles: [],
    zIndex: isRaised ? 1 : 0,
    className: 'nopan',
    style: { pointerEvents: 'auto' },
  };
}

function isSame(node: FlowNode, box: Box, isRaised: boolean): boolean {
  return (
    node.position.x === box.x &&
    node.position.y === box.y &&
    node.width === box.width &&
    node.height === box.height &&
    node.zIndex === (isRaised ? 1 : 0)
  );
}
