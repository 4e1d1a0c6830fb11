import type { NodeType } from './define-node.ts';

/** Whether a type does not know its ports and params yet, so that nothing a node has stored may be called wrong. */
export function isOpenType({ specialise }: NodeType): boolean {
  return specialise !== undefined && specialise.isDone !== true;
}
