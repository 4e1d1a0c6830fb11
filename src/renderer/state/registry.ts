import { createRegistry, type Registry } from '../../engine/registry.ts';
import { NODE_TYPES } from '../../nodes/index.ts';

/** The node types that this build knows; the host runs the same ones. */
export const registry: Registry = createRegistry(NODE_TYPES);
