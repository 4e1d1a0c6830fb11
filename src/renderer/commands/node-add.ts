import { freshNodeId } from '../../documents/fresh-node-id.ts';
import type { Edit } from '../../engine/edits.ts';
import { edgeId, type Position, type Workflow, type WorkflowNode } from '../../engine/workflow.ts';
import { CARD_WIDTH } from '../geometry/card-layout.ts';
import { asEnds, fittingPort } from '../geometry/port-fit.ts';
import { activeWorkflow, documentStore } from '../state/document-store.ts';
import { registry } from '../state/registry.ts';
import { type Connecting, viewStore } from '../state/view-store.ts';

/** Nodes stand on half the dots of the grid. */
const SNAP = 12;
/** Nodes nearer than this to each other would look like one. */
const STEP = 24;

export function snapped({ x, y }: Position): Position {
  return { x: Math.round(x / SNAP) * SNAP, y: Math.round(y / SNAP) * SNAP };
}

/** The place, or the next one down to the right where no other node begins. */
function freePlace(workflow: Workflow, wanted: Position): Position {
  const taken = new Set<string>();
  workflow.nodes.forEach(({ position: { x, y } }) => {
    taken.add(`${Math.round(x / STEP)},${Math.round(y / STEP)}`);
  });
  let { x, y } = wanted;
  while (taken.has(`${Math.round(x / STEP)},${Math.round(y / STEP)}`)) {
    x += STEP;
    y += STEP;
  }
  return { x, y };
}

/**
 * Adds a node with its top left corner at a place of the flow and selects it; with a loose edge it is connected too.
 * One step of undo. Null when the type is unknown or no workflow is open.
 */
export function addNode(
  typeId: string,
  at: Position,
  params: Readonly<Record<string, unknown>> = {},
  connecting: Pick<Connecting, 'from' | 'kind'> | null = null,
): string | null {
  const workflow = activeWorkflow(documentStore.getState());
  const type = registry.get(typeId);
  if (!workflow || !type) return null;
  const id = freshNodeId(typeId, (taken) => workflow.nodes.has(taken));
  const isLeft = connecting?.from.side === 'input';
  const position = freePlace(workflow, snapped(isLeft ? { x: at.x - CARD_WIDTH, y: at.y } : at));
  const node: WorkflowNode = { id, type: typeId, typeVersion: type.version, position, params };
  const edits: Edit[] = [{ kind: 'set-node', node }];
  const port = connecting && fittingPort(type, connecting);
  if (connecting && port) {
    const side = connecting.from.side === 'output' ? 'input' : 'output';
    const [from, to] = asEnds(connecting.from, { node: id, port, side });
    edits.push({ kind: 'set-edge', edge: { id: edgeId(from, to), from, to } });
  }
  documentStore.getState().edit({ kind: 'batch', edits }, `Add ${type.title.toLowerCase()}`);
  viewStore.getState().select({ nodes: new Set([id]) });
  return id;
}
