import type { Rect, Workflow } from '../../engine/workflow.ts';
import { registry } from '../state/registry.ts';
import { layoutOfNode } from './card-layout.ts';

/** The place that a node's card takes on the canvas; null when there is no such node. */
export function rectOfNode(workflow: Workflow, id: string): Rect | null {
  const node = workflow.nodes.get(id);
  if (!node) return null;
  const { width, height } = layoutOfNode(node, registry.of(node), workflow.edgesOf.get(id));
  return { ...node.position, width, height };
}
