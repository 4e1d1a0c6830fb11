import type { Stage } from '../../stage/stage.ts';
import { documentStore } from '../../state/document-store.ts';
import { closeMenu, type MenuTarget, openMenu } from '../../state/menu-store.ts';
import { renaming } from '../../state/renaming.ts';
import { openSearch } from '../../state/search-store.ts';
import { viewStore } from '../../state/view-store.ts';
import { clearSelection, selectOnly } from '../selection.ts';
import { startAutoPan } from './auto-pan.ts';
import { beginGesture } from './begin.ts';
import { DRAG_START_PX, type Gesture } from './gesture.ts';
import { boxAt, rerouteAt, wireAt } from './hit.ts';
import { addReroute, removeReroute } from './wires.ts';

/** Turns the pointer into gestures. Returns the way to stop listening. */
export function listenToPointer(stage: Stage): () => void {
  const { container } = stage.elements;
  const listening = new AbortController();
  const { signal } = listening;
  let gesture: Gesture | null = null;
  let start: PointerEvent | null = null;
  let last: PointerEvent | null = null;
  let isClick = true;
  let stopPan = () => {};

  function finish(): void {
    stopPan();
    stopPan = () => {};
    gesture = null;
    start = null;
  }
  function press(event: PointerEvent): void {
    if (gesture) return;
    closeMenu();
    gesture = beginGesture(stage, event);
    start = event;
    last = event;
    isClick = true;
    if (gesture) event.stopPropagation();
    else if (isOnPane(event)) (document.activeElement as HTMLElement | null)?.blur?.();
  }
  function move(event: PointerEvent): void {
    const isHere = container.contains(event.target as Node);
    stage.pointer = isHere ? stage.toFlow({ x: event.clientX, y: event.clientY }) : null;
    last = event;
    if (!start) {
      hover(stage, event);
      return;
    }
    const travel = Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY);
    if (isClick && travel < DRAG_START_PX) return;
    if (isClick && gesture?.autoPans)
      stopPan = startAutoPan(
        stage,
        () => last!,
        () => gesture?.move(last!),
      );
    if (isClick && (!gesture || gesture.captures))
      (start.target as Element).setPointerCapture(event.pointerId);
    isClick = false;
    gesture?.move(event);
  }
  function release(event: PointerEvent): void {
    const held = gesture;
    const pressed = start;
    finish();
    if (held) held.end(event, isClick);
    else if (pressed?.button === 0 && isClick && isOnPane(pressed)) clearSelection();
  }
  function cancel(): void {
    gesture?.cancel();
    finish();
  }

  container.addEventListener('pointerdown', press, { capture: true, signal });
  window.addEventListener('pointermove', move, { signal });
  window.addEventListener('pointerup', release, { signal });
  window.addEventListener('pointercancel', cancel, { signal });
  // What a gesture has taken must not pan the view as well.
  for (const kind of ['mousedown', 'touchstart'] as const) {
    container.addEventListener(kind, (event) => gesture && event.stopPropagation(), {
      capture: true,
      signal,
    });
  }
  container.addEventListener(
    'pointerleave',
    () => {
      if (!start) stage.pointer = null;
    },
    { signal },
  );
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape' && gesture) {
        event.stopPropagation();
        cancel();
      }
    },
    { capture: true, signal },
  );
  window.addEventListener(
    'focusin',
    (event) => {
      if ((event.target as Element).matches(':focus-visible')) stage.isPointed = false;
    },
    { signal },
  );
  container.addEventListener('dblclick', (event) => doubleClick(stage, event), { signal });
  container.addEventListener('contextmenu', (event) => contextMenu(stage, event), { signal });
  container.addEventListener('focusin', selectFocused, { signal });
  return () => {
    cancel();
    listening.abort();
  };
}

function isOnPane(event: Event): boolean {
  return (event.target as Element).closest('.react-flow__pane') !== null;
}

/** Marks the edge, or the far node, under a free pointer. */
function hover(stage: Stage, event: PointerEvent): void {
  const isPane = event.target instanceof Element && event.target.classList.contains('react-flow__pane');
  const { edge, node } = stage.hovered.getState();
  if (!isPane || event.buttons !== 0) {
    if (edge !== null || node !== null) stage.hovered.setState({ edge: null, node: null });
    return;
  }
  const at = stage.toFlow({ x: event.clientX, y: event.clientY });
  const box = boxAt(stage.scene, at);
  const nextEdge = box ? null : (wireAt(stage.scene, at, stage.camera.read().zoom)?.wire.id ?? null);
  const nextNode = box?.id ?? null;
  if (edge !== nextEdge || node !== nextNode) stage.hovered.setState({ edge: nextEdge, node: nextNode });
}

function doubleClick(stage: Stage, event: MouseEvent): void {
  const target = event.target as Element;
  const title = target.closest('[data-title]');
  const card = title?.closest<HTMLElement>('[data-card]');
  if (card) renaming.setState({ id: card.dataset.card! });
  if (card || !target.closest('.react-flow__pane')) return;
  const client = { x: event.clientX, y: event.clientY };
  const at = stage.toFlow(client);
  const { zoom } = stage.camera.read();
  const reroute = rerouteAt(stage.scene, at, zoom);
  const hit = wireAt(stage.scene, at, zoom);
  if (reroute) removeReroute(reroute.wire, reroute.index);
  else if (boxAt(stage.scene, at)) return;
  else if (hit) addReroute(hit.wire, hit.piece, at);
  else openSearch(client, at);
}

function contextMenu(stage: Stage, event: MouseEvent): void {
  const target = event.target as Element;
  if (target.closest('input, textarea')) return;
  event.preventDefault();
  if (event.ctrlKey) return;
  const client = { x: event.clientX, y: event.clientY };
  openMenu(menuTarget(stage, target, client), client);
}

function menuTarget(stage: Stage, target: Element, client: { x: number; y: number }): MenuTarget {
  const { selection } = viewStore.getState();
  const at = stage.toFlow(client);
  const node = target.closest<HTMLElement>('[data-card]')?.dataset.card ?? boxAt(stage.scene, at)?.id;
  if (node !== undefined) {
    if (!selection.nodes.has(node)) selectOnly('nodes', node);
    return { kind: 'node', id: node };
  }
  const { note, group } = target.closest<HTMLElement>('[data-note], [data-group]')?.dataset ?? {};
  if (note !== undefined) {
    if (!selection.notes.has(note)) selectOnly('notes', note);
    return { kind: 'note', id: note };
  }
  if (group !== undefined) {
    if (!selection.groups.has(group)) selectOnly('groups', group);
    return { kind: 'group', id: group };
  }
  const wire = wireAt(stage.scene, at, stage.camera.read().zoom)?.wire;
  if (!wire) return { kind: 'canvas' };
  selectOnly('edges', wire.id);
  return { kind: 'edge', id: wire.id };
}

/** A card that the keyboard reaches is selected, so that every command works on it. */
function selectFocused(event: FocusEvent): void {
  const card = event.target instanceof HTMLElement ? event.target.dataset.card : undefined;
  if (card === undefined || !(event.target as HTMLElement).matches(':focus-visible')) return;
  if (!viewStore.getState().selection.nodes.has(card)) selectOnly('nodes', card);
  documentStore.getState().endGesture();
}
