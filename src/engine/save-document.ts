import { DOCUMENT_FORMAT, DOCUMENT_VERSION } from './document.ts';
import type { Workflow } from './workflow.ts';

const NODE_FIELDS = ['id', 'type', 'typeVersion', 'title', 'position', 'size', 'mode', 'collapsed', 'params'];

/** A workflow as JSON data, in the saved form. */
export interface SavedDocument {
  readonly format: typeof DOCUMENT_FORMAT;
  readonly nodes: Record<string, unknown>[];
  readonly edges: Record<string, unknown>[];
  readonly exposed: Record<string, unknown>[];
  readonly [field: string]: unknown;
}

/** The workflow as JSON data in its saved field order, ids of edges left out. */
export function documentOfWorkflow(workflow: Workflow): SavedDocument {
  return {
    format: DOCUMENT_FORMAT,
    version: DOCUMENT_VERSION,
    id: workflow.id,
    name: workflow.name,
    nodes: workflow.nodes
      .toArray()
      .map((node) => ordered({ ...node, params: ordered(node.params, []) }, NODE_FIELDS)),
    edges: workflow.edges.toArray().map(({ id: _, ...edge }) => ordered(edge, ['from', 'to'])),
    groups: workflow.groups.toArray().map((group) => ordered(group, ['id', 'title', 'rect', 'color'])),
    notes: workflow.notes.toArray().map((note) => ordered(note, ['id', 'text', 'rect'])),
    exposed: workflow.exposed.map((entry) => ordered(entry, ['node', 'param', 'label'])),
    ...(workflow.view && { view: workflow.view }),
    ...ordered(workflow.extra, []),
  };
}

/** The text of the saved file: pretty-printed in a stable order, so that a diff in git reads well. */
export function saveWorkflow(workflow: Workflow): string {
  return `${JSON.stringify(documentOfWorkflow(workflow), null, 2)}\n`;
}

/** The same fields, first the named ones in their order, then the others by name. */
function ordered(
  fields: Readonly<Record<string, unknown>>,
  first: readonly string[],
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const name of first) if (fields[name] !== undefined) result[name] = fields[name];
  for (const name of Object.keys(fields).sort())
    if (!first.includes(name) && fields[name] !== undefined) result[name] = fields[name];
  return result;
}
