import type { Stage } from '../../stage/stage.ts';
import { settingsStore } from '../../state/settings-store.ts';
import { type PortPlace, viewStore } from '../../state/view-store.ts';
import { adds, selectOnly } from '../selection.ts';
import { boxSelect } from './box-select.ts';
import { connect } from './connect.ts';
import { cutWires } from './cut-wires.ts';
import { dragItems } from './drag-items.ts';
import type { Gesture } from './gesture.ts';
import { boxAt, rerouteAt, wireAt } from './hit.ts';
import { resizeCard, resizeRect } from './resize.ts';
import { addReroute, dragReroute, pressWire, rerouteGesture } from './wires.ts';

const CONTROLS = 'input, textarea, select, button, a, [role="spinbutton"], .nodrag';

/** What a press begins, by what lies under it; null leaves it to the view, which pans. */
export function beginGesture(stage: Stage, event: PointerEvent): Gesture | null {
  const target = event.target as Element;
  if (event.button === 1) return beginMiddle(stage, event);
  if (event.button === 2) return event.ctrlKey || event.metaKey ? cutWires(stage, event) : null;
  if (event.button !== 0) return null;
  const port = target.closest<HTMLElement>('[data-port]');
  if (port) return connect(stage, placeOf(port));
  const handle = target.closest<HTMLElement>('[data-resize]');
  if (handle) return beginResize(stage, event, handle);
  const card = target.closest<HTMLElement>('[data-card]');
  const control = target.closest(CONTROLS);
  if (card) {
    const id = card.dataset.card!;
    if (!control) return dragItems(stage, event, 'nodes', id);
    if (!viewStore.getState().selection.nodes.has(id) && !adds(event)) selectOnly('nodes', id);
    return null;
  }
  if (control) return null;
  const item = target.closest<HTMLElement>('[data-note], [data-group]');
  if (item?.dataset.note) return dragItems(stage, event, 'notes', item.dataset.note);
  if (item?.dataset.group) return dragItems(stage, event, 'groups', item.dataset.group);
  return target.closest('.react-flow__pane') ? beginOnPane(stage, event) : null;
}

function beginOnPane(stage: Stage, event: PointerEvent): Gesture | null {
  const at = stage.toFlow({ x: event.clientX, y: event.clientY });
  const { zoom } = stage.camera.read();
  const box = boxAt(stage.scene, at);
  if (box) return dragItems(stage, event, 'nodes', box.id);
  const reroute = rerouteAt(stage.scene, at, zoom);
  if (reroute) return dragReroute(stage, reroute.wire.id, reroute.index);
  const hit = wireAt(stage.scene, at, zoom);
  if (hit) return pressWire(stage, event, hit.wire, hit.piece);
  const selectsByDrag = settingsStore.getState().keymap === 'blender';
  return selectsByDrag || adds(event) ? boxSelect(stage, event) : null;
}

/** Middle click on an edge leads it another way, as ComfyUI does; elsewhere it pans. */
function beginMiddle(stage: Stage, event: PointerEvent): Gesture | null {
  const at = stage.toFlow({ x: event.clientX, y: event.clientY });
  const hit = (event.target as Element).closest('.react-flow__pane')
    ? wireAt(stage.scene, at, stage.camera.read().zoom)
    : null;
  if (!hit) return null;
  addReroute(hit.wire, hit.piece, at, rerouteGesture(hit.wire.id, hit.piece));
  return dragReroute(stage, hit.wire.id, hit.piece);
}

function beginResize(stage: Stage, event: PointerEvent, handle: HTMLElement): Gesture | null {
  const id = handle.dataset.resize!;
  const kind = handle.dataset.kind;
  return kind === 'notes' || kind === 'groups'
    ? resizeRect(stage, event, kind, id)
    : resizeCard(stage, event, id);
}

function placeOf({ dataset }: HTMLElement): PortPlace {
  return { node: dataset.node!, port: dataset.port!, side: dataset.side as PortPlace['side'] };
}
