import type { ELK, ElkNode } from 'elkjs/lib/elk-api.js';
import type { Position, Workflow } from '../../engine/workflow.ts';
import { layoutOfNode } from '../geometry/card-layout.ts';
import { registry } from '../state/registry.ts';

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.layered.spacing.nodeNodeBetweenLayers': '72',
  'elk.spacing.nodeNode': '36',
  'elk.spacing.componentComponent': '72',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
};
/** Keeps a laid out graph on the grid. */
const SNAP = 12;

let elk: Promise<ELK> | undefined;

/** The layout engine in a worker; both are fetched when they are first needed. */
function engine(): Promise<ELK> {
  elk ??= Promise.all([import('elkjs/lib/elk-api.js'), import('elkjs/lib/elk-worker.min.js?worker')]).then(
    ([{ default: Elk }, { default: Worker }]) => new Elk({ workerFactory: () => new Worker() }),
  );
  return elk;
}

/** Places for these nodes in columns along the flow, starting where their top left corner is now. */
export async function layOut(workflow: Workflow, ids: ReadonlySet<string>): Promise<Map<string, Position>> {
  const corner = { x: Number.POSITIVE_INFINITY, y: Number.POSITIVE_INFINITY };
  for (const id of ids) {
    const position = workflow.nodes.get(id)?.position;
    if (!position) continue;
    corner.x = Math.min(corner.x, position.x);
    corner.y = Math.min(corner.y, position.y);
  }
  const laidOut = await (await engine()).layout(graphOf(workflow, ids));
  const places = new Map<string, Position>();
  for (const { id, x = 0, y = 0 } of laidOut.children ?? [])
    places.set(id, { x: snap(corner.x + x), y: snap(corner.y + y) });
  return places;
}

const snap = (px: number) => Math.round(px / SNAP) * SNAP;

/** The nodes with their ports where the cards have them, so that edges run straight. */
function graphOf(workflow: Workflow, ids: ReadonlySet<string>): ElkNode {
  const children: ElkNode[] = [];
  const edges: { id: string; sources: string[]; targets: string[] }[] = [];
  for (const id of ids) {
    const node = workflow.nodes.get(id);
    if (!node) continue;
    const { width, height, inputs, outputs } = layoutOfNode(
      node,
      registry.of(node),
      workflow.edgesOf.get(id),
    );
    const ports = [
      ...Object.entries(inputs).map(([port, y]) => ({
        id: `${id}<${port}`,
        x: 0,
        y,
        width: 0,
        height: 0,
        layoutOptions: { 'elk.port.side': 'WEST' },
      })),
      ...Object.entries(outputs).map(([port, y]) => ({
        id: `${id}>${port}`,
        x: width,
        y,
        width: 0,
        height: 0,
        layoutOptions: { 'elk.port.side': 'EAST' },
      })),
    ];
    children.push({ id, width, height, ports, layoutOptions: { 'elk.portConstraints': 'FIXED_POS' } });
    for (const edge of workflow.edgesOf.get(id)?.outputs ?? []) {
      if (!ids.has(edge.to.node)) continue;
      edges.push({
        id: edge.id,
        sources: [`${id}>${edge.from.port}`],
        targets: [`${edge.to.node}<${edge.to.port}`],
      });
    }
  }
  return { id: 'root', layoutOptions: OPTIONS, children, edges };
}
