import type { NodeType } from '../../src/engine/define-node.ts';
import { NODE_TYPES } from '../../src/nodes/index.ts';

/** The node type of this id. */
export function nodeType(id: string): NodeType {
  return NODE_TYPES.find((type) => type.id === id)!;
}
