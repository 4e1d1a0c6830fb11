import type { NodeType } from '../../engine/define-node.ts';
import { feedOfParam } from '../../engine/param-feed.ts';
import { registry } from '../state/registry.ts';
import { useOfNode } from '../state/use-document.ts';
import { type CardLayout, layoutOfNode } from './card-layout.ts';

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

/** The edge that feeds a param, so that its row can show the source. */
export function useFeed(nodeId: string, paramId: string) {
  return useOfNode(nodeId, (workflow) => {
    const node = workflow?.nodes.get(nodeId);
    const type = node && registry.of(node);
    return workflow && type && feedOfParam(workflow, nodeId, type, paramId);
  });
}

/** What the node is called. */
export function useNodeTitle(nodeId: string): string {
  return useOfNode(nodeId, (workflow) => {
    const node = workflow?.nodes.get(nodeId);
    return node ? (node.title ?? registry.of(node)?.title ?? node.type) : '';
  });
}
