import { edgeInto, type Workflow } from '../../engine/workflow.ts';
import { connectRefusal } from '../geometry/port-fit.ts';
import { registry } from '../state/registry.ts';
import type { PortPlace } from '../state/view-store.ts';

export interface ConnectionChoice {
  readonly key: string;
  /** “Video → Conform video: Video”. */
  readonly label: string;
  readonly from: PortPlace;
  readonly to: PortPlace;
}

/** Edges that could be drawn between a node and the others: from its outputs first, then into its inputs. */
export function connectionChoices(workflow: Workflow, nodeId: string): ConnectionChoice[] {
  const node = workflow.nodes.get(nodeId);
  const type = node && registry.of(node);
  if (!type) return [];
  const outgoing: ConnectionChoice[] = [];
  const incoming: ConnectionChoice[] = [];
  workflow.nodes.forEach((other) => {
    const otherType = registry.of(other);
    if (!otherType || other.id === nodeId) return;
    const title = other.title ?? otherType.title;
    for (const [port, output] of Object.entries(type.outputs)) {
      for (const [input, { label }] of Object.entries(otherType.inputs)) {
        const from: PortPlace = { node: nodeId, port, side: 'output' };
        const to: PortPlace = { node: other.id, port: input, side: 'input' };
        add(outgoing, workflow, from, to, `${output.label} → ${title}: ${label}`);
      }
    }
    for (const [port, input] of Object.entries(type.inputs)) {
      for (const [output, { label }] of Object.entries(otherType.outputs)) {
        const from: PortPlace = { node: other.id, port: output, side: 'output' };
        const to: PortPlace = { node: nodeId, port, side: 'input' };
        add(incoming, workflow, from, to, `${input.label} ← ${title}: ${label}`);
      }
    }
  });
  return [...outgoing, ...incoming];
}

function add(
  list: ConnectionChoice[],
  workflow: Workflow,
  from: PortPlace,
  to: PortPlace,
  label: string,
): void {
  const present = edgeInto(workflow, to);
  if (present?.from.node === from.node && present.from.port === from.port) return;
  if (connectRefusal(workflow, from, to) !== null) return;
  const key = `${from.node}.${from.port}-${to.node}.${to.port}`;
  list.push({ key, label: present ? `${label} (replaces an edge)` : label, from, to });
}
