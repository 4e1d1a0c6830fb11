import type { NodeType } from './define-node.ts';
import type { Param } from './param.ts';

type Kind = Param['kind'];
type Found<K extends Kind> = readonly (readonly [id: string, param: Extract<Param, { readonly kind: K }>])[];

const known = new WeakMap<NodeType, Map<Kind, Found<Kind>>>();

/** The params of one kind; looked for once a type, since large workflows ask for every node at every plan. */
export function paramsOfKind<K extends Kind>(type: NodeType | undefined, kind: K): Found<K> {
  if (!type) return [];
  const byKind = known.get(type) ?? new Map<Kind, Found<Kind>>();
  known.set(type, byKind);
  const found = byKind.get(kind) ?? Object.entries(type.params).filter(([, param]) => param.kind === kind);
  byKind.set(kind, found);
  // The filter has seen to it.
  return found as Found<K>;
}
