import type { NodeType } from '../../../engine/define-node.ts';
import type { Edit } from '../../../engine/edits.ts';
import { conversion, type ValueKind } from '../../../engine/value.ts';
import { type Edge, edgeId, type Position, type WorkflowNode } from '../../../engine/workflow.ts';
import type { Wire } from '../../stage/scene.ts';
import type { Stage } from '../../stage/stage.ts';
import { registry } from '../../state/registry.ts';
import { wireAt } from './hit.ts';

/** The edge that a single loose node would be put on if it were dropped here; null when it fits on none. */
export function insertionAt(stage: Stage, nodes: ReadonlySet<string>, at: Position): Wire | null {
  const [id] = nodes;
  if (nodes.size !== 1 || id === undefined) return null;
  const workflow = stage.scene.workflow();
  const own = workflow?.edgesOf.get(id);
  if (!workflow || (own && own.inputs.length + own.outputs.length > 0)) return null;
  const box = stage.scene.boxes.get(id);
  const middle = box ? { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 40) } : at;
  const { zoom } = stage.camera.read();
  const hit = wireAt(stage.scene, at, zoom) ?? wireAt(stage.scene, middle, zoom / 3);
  if (!hit || !box?.type) return null;
  return portsOnWay(box.type, workflow, hit.wire.edge) ? hit.wire : null;
}

/** The edits that lead an edge through a node. */
export function insertEdits(stage: Stage, nodeId: string, edge: string): Edit[] | null {
  const workflow = stage.scene.workflow();
  const wire = stage.scene.wires.get(edge);
  const type = stage.scene.boxes.get(nodeId)?.type;
  const ports = workflow && wire && type && portsOnWay(type, workflow, wire.edge);
  if (!wire || !ports) return null;
  return edgesThrough(wire.edge, nodeId, ports);
}

export function edgesThrough(
  edge: Edge,
  nodeId: string,
  ports: { readonly input: string; readonly output: string },
): Edit[] {
  const input = { node: nodeId, port: ports.input };
  const output = { node: nodeId, port: ports.output };
  return [
    { kind: 'remove-edge', id: edge.id },
    { kind: 'set-edge', edge: { id: edgeId(edge.from, input), from: edge.from, to: input } },
    { kind: 'set-edge', edge: { id: edgeId(output, edge.to), from: output, to: edge.to } },
  ];
}

type Nodes = { readonly nodes: { get(id: string): Pick<WorkflowNode, 'type' | 'params'> | undefined } };

/** The input and the output through which a node type would sit on an edge; null when it cannot. */
export function portsOnWay(
  type: NodeType,
  workflow: Nodes,
  edge: Edge,
): { readonly input: string; readonly output: string } | null {
  const kindOf = (id: string, side: 'inputs' | 'outputs', port: string): ValueKind | undefined => {
    const node = workflow.nodes.get(id);
    return node && registry.of(node)?.[side][port]?.kind;
  };
  const from = kindOf(edge.from.node, 'outputs', edge.from.port);
  const to = kindOf(edge.to.node, 'inputs', edge.to.port);
  if (!from || !to) return null;
  const input = Object.keys(type.inputs).find(
    (port) => conversion(from, type.inputs[port]!.kind) !== undefined,
  );
  const output = Object.keys(type.outputs).find(
    (port) => conversion(type.outputs[port]!.kind, to) !== undefined,
  );
  return input !== undefined && output !== undefined ? { input, output } : null;
}
