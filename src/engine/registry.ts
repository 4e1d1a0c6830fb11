import type { NodeType } from './define-node.ts';

/** The node types of a program, in menu order. */
export interface Registry {
  readonly list: readonly NodeType[];
  get(id: string): NodeType | undefined;
}

/** A registry of these types. Throws on a repeated id. */
export function createRegistry(list: readonly NodeType[]): Registry {
  const byId = new Map<string, NodeType>();
  for (const type of list) {
    if (byId.has(type.id)) throw new Error(`two node types are called ${type.id}`);
    byId.set(type.id, type);
  }
  return { list, get: (id) => byId.get(id) };
}
