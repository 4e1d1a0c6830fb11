import type { NodeType } from './define-node.ts';
import type { WorkflowNode } from './workflow.ts';

/** The node types of a program, in menu order. */
export interface Registry {
  readonly list: readonly NodeType[];
  get(id: string): NodeType | undefined;
  /** The type of one node: its ports and params may come from what it has stored. Equal stored objects, one type. */
  of(node: Pick<WorkflowNode, 'type' | 'params'>): NodeType | undefined;
}

/** A registry of these types. Throws on a repeated id. */
export function createRegistry(list: readonly NodeType[]): Registry {
  const byId = new Map<string, NodeType>();
  for (const type of list) {
    if (byId.has(type.id)) throw new Error(`two node types are called ${type.id}`);
    byId.set(type.id, type);
  }
  return {
    list,
    get: (id) => byId.get(id),
    of(node) {
      const type = byId.get(node.type);
      return type?.specialise === undefined ? type : specialised(type, node.params);
    },
  };
}

/** By stored object, which edits of other params leave as it is; so that a type costs nothing after the first time. */
const known = new WeakMap<NodeType, WeakMap<object, NodeType>>();

function specialised(type: NodeType, params: WorkflowNode['params']): NodeType {
  const { by, of } = type.specialise!;
  const stored = params[by];
  if (typeof stored !== 'object' || stored === null) return type;
  const types = known.get(type) ?? new WeakMap<object, NodeType>();
  known.set(type, types);
  const present = types.get(stored);
  if (present) return present;
  const special = of(stored);
  const made =
    special === null ? type : { ...special, specialise: { ...type.specialise!, isDone: true as const } };
  types.set(stored, made);
  return made;
}
