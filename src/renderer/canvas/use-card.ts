import type { NodeType } from '../../engine/define-node.ts';
import { type CardLayout, layoutOfNode } from '../geometry/card-layout.ts';
import { registry } from '../state/registry.ts';
import { useOfNode } from '../state/use-document.ts';

/** The declaration behind a node; undefined for an unknown type. */
export function useNodeType(nodeId: string): NodeType | undefined {
  return useOfNode(nodeId, (workflow) => {
    const node = workflow?.nodes.get(nodeId);
    return node && registry.of(node);
  });
}

export function useCardLayout(nodeId: string): CardLayout | null {
  return useOfNode(nodeId, (workflow) => {
    const node = workflow?.nodes.get(nodeId);
    return node ? layoutOfNode(node, registry.of(node), workflow?.edgesOf.get(nodeId)) : null;
  });
}

/** What the node is called. */
export function useNodeTitle(nodeId: string): string {
  return useOfNode(nodeId, (workflow) => {
    const node = workflow?.nodes.get(nodeId);
    return node ? (node.title ?? registry.of(node)?.title ?? node.type) : '';
  });
}
