import { Hono } from 'hono';
import type { NodeType } from '../../engine/define-node.ts';
import type { Host } from '../host.ts';

/** What a node type declares, without its code. */
function declarationOf({
  id,
  version,
  title,
  category,
  help,
  inputs,
  outputs,
  params,
  isTarget,
  effect,
}: NodeType) {
  return {
    id,
    version,
    title,
    category,
    help,
    inputs,
    outputs,
    params,
    isTarget: isTarget === true,
    effect: effect ?? null,
  };
}

/** The node types on offer, in menu order. */
export function nodeRoutes(host: Host) {
  return new Hono()
    .get('/', (c) => c.json({ nodes: host.registry.list.map(declarationOf) }))
    .get('/:id', (c) => {
      const type = host.registry.get(c.req.param('id'));
      return type ? c.json({ node: declarationOf(type) }) : c.json({ node: null }, 404);
    });
}
