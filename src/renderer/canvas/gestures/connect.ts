import type { Edit } from '../../../engine/edits.ts';
import { edgeId, edgeInto, type Position } from '../../../engine/workflow.ts';
import { asEnds, connectRefusal, fittingPort } from '../../geometry/port-fit.ts';
import { wireSvg } from '../../geometry/wire-path.ts';
import type { Stage } from '../../stage/stage.ts';
import { documentStore } from '../../state/document-store.ts';
import { registry } from '../../state/registry.ts';
import { openSearch } from '../../state/search-store.ts';
import { type Connecting, type PortPlace, viewStore } from '../../state/view-store.ts';
import type { Gesture } from './gesture.ts';
import { boxAt, portNear, portPosition } from './hit.ts';
import { showNote } from './pointer-note.ts';

/** Drags an edge out of a port, or off the input that it feeds. */
export function connect(stage: Stage, place: PortPlace): Gesture | null {
  const connecting = takeUp(stage, place);
  if (!connecting) return null;
  viewStore.setState({ connecting });
  let target: PortPlace | null = null;
  let refusal: string | null = null;

  function aim(at: Position): void {
    const workflow = stage.scene.workflow();
    if (!workflow || !connecting) return;
    const { from } = connecting;
    const isOther = (port: PortPlace) => port.node !== from.node || port.port !== from.port;
    const { zoom } = stage.camera.read();
    const opposite = (port: PortPlace) => isOther(port) && port.side !== from.side;
    target = portNear(
      stage.scene,
      at,
      zoom,
      (port) => opposite(port) && !connectRefusal(workflow, from, port),
    );
    const refused = target ? null : portNear(stage.scene, at, zoom / 1.5, isOther);
    if (!target && !refused) target = portOfBody(stage, connecting, at);
    refusal = refused ? connectRefusal(workflow, from, refused) : null;
  }
  function draw(pointer: Position): void {
    if (!connecting) return;
    const { loosePath } = stage.elements;
    const box = stage.scene.boxes.get(connecting.from.node);
    if (!box) return;
    const start = stage.toClient(portPosition(box, connecting.from));
    const targetBox = target && stage.scene.boxes.get(target.node);
    const end = target && targetBox ? stage.toClient(portPosition(targetBox, target)) : pointer;
    const { left, top } = stage.elements.container.getBoundingClientRect();
    const local = (p: Position) => ({ x: p.x - left, y: p.y - top });
    const points =
      connecting.from.side === 'output' ? [local(start), local(end)] : [local(end), local(start)];
    loosePath.setAttribute('d', wireSvg(points));
    loosePath.dataset.kind = connecting.kind;
    loosePath.dataset.state = refusal ? 'refused' : target ? 'fits' : 'loose';
  }
  function finish(): void {
    stage.elements.loosePath.removeAttribute('d');
    viewStore.setState({ connecting: null, hoveredPort: null });
  }

  return {
    autoPans: true,
    move(event) {
      const pointer = { x: event.clientX, y: event.clientY };
      aim(stage.toFlow(pointer));
      draw(pointer);
      showNote(stage, refusal, pointer);
      const hovered = viewStore.getState().hoveredPort;
      if (hovered?.node !== target?.node || hovered?.port !== target?.port)
        viewStore.setState({ hoveredPort: target });
    },
    end(event, isClick) {
      const pointer = { x: event.clientX, y: event.clientY };
      const at = stage.toFlow(pointer);
      if (!isClick) aim(at);
      finish();
      if (isClick) return;
      if (target) commitEdge(connecting, target);
      else if (refusal) showNote(stage, refusal, pointer, true);
      else if (connecting.detached !== null) {
        documentStore.getState().edit({ kind: 'remove-edge', id: connecting.detached }, 'Disconnect');
      } else if (!boxAt(stage.scene, at)) {
        openSearch(pointer, at, { from: connecting.from, kind: connecting.kind });
      } else showNote(stage, 'This node has no port that fits.', pointer, true);
      if (target) showNote(stage, null, pointer);
    },
    cancel() {
      finish();
      showNote(stage, null, { x: 0, y: 0 });
    },
  };
}

/** What the hand holds: a new edge from a port, or the one that fed the input. */
function takeUp({ scene }: Stage, place: PortPlace): Connecting | null {
  const workflow = scene.workflow();
  const box = scene.boxes.get(place.node);
  if (!workflow || !box) return null;
  const edge = place.side === 'input' ? edgeInto(workflow, place) : undefined;
  if (edge) {
    const source = workflow.nodes.get(edge.from.node);
    const kind = source && registry.of(source)?.outputs[edge.from.port]?.kind;
    if (kind) return { from: { ...edge.from, side: 'output' }, kind, detached: edge.id };
  }
  const ports = place.side === 'input' ? box.type?.inputs : box.type?.outputs;
  const kind = ports?.[place.port]?.kind;
  return kind ? { from: place, kind, detached: null } : null;
}

/** A loose edge dropped on a card goes to the first free port that fits. */
function portOfBody({ scene }: Stage, connecting: Connecting, at: Position): PortPlace | null {
  const box = boxAt(scene, at);
  const workflow = scene.workflow();
  if (!workflow || !box?.type || box.id === connecting.from.node) return null;
  const side = connecting.from.side === 'output' ? 'input' : 'output';
  const port = fittingPort(box.type, connecting);
  if (port === null) return null;
  const place: PortPlace = { node: box.id, port, side };
  return connectRefusal(workflow, connecting.from, place) === null ? place : null;
}

/** Joins the loose edge to a port. One step of undo, also when it was taken off another. */
export function commitEdge(connecting: Pick<Connecting, 'from' | 'detached'>, target: PortPlace): void {
  const [from, to] = asEnds(connecting.from, target);
  const id = edgeId(from, to);
  if (id === connecting.detached) return;
  const edits: Edit[] = [{ kind: 'set-edge', edge: { id, from, to } }];
  if (connecting.detached !== null) edits.unshift({ kind: 'remove-edge', id: connecting.detached });
  documentStore.getState().edit({ kind: 'batch', edits }, 'Connect');
}
