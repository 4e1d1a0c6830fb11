import * as z from 'zod/mini';
import { DOCUMENT_FORMAT, DOCUMENT_VERSION, documentSchema, type WorkflowDocument } from './document.ts';
import { upgradeDocument } from './document-upgrades.ts';
import { edgeTablesOf } from './edge-tables.ts';
import type { Problem } from './problem.ts';
import type { Registry } from './registry.ts';
import { inEnglish } from './schema-words.ts';
import { Table } from './table.ts';
import { parseUntrustedJson } from './untrusted-json.ts';
import { type Edge, edgeId, type Workflow, type WorkflowNode } from './workflow.ts';

export type Loaded =
  | {
      readonly ok: true;
      readonly workflow: Workflow /** What loading changed, for the user to read. */;
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly problem: Problem };

const TOP_LEVEL_FIELDS = new Set(Object.keys(documentSchema.shape));

/** Reads a workflow from the text of a file: upgraded and validated, or the reason why not. Never throws. */
export function loadWorkflow(text: string, registry: Registry): Loaded {
  const parsed = parseUntrustedJson(text);
  if (!parsed.ok) return refused('broken-document', parsed.message, parsed.fix);
  return workflowOfJson(parsed.value, registry);
}

/** Reads a workflow from parsed JSON that has already passed `parseUntrustedJson` or was made here. */
export function workflowOfJson(json: unknown, registry: Registry): Loaded {
  const header = json as { format?: unknown; version?: unknown } | null;
  if (typeof header !== 'object' || header === null || header.format !== DOCUMENT_FORMAT) {
    return refused(
      'broken-document',
      `This is not a Blockout workflow: its “format” is not “${DOCUMENT_FORMAT}”.`,
      'Choose a file that Blockout saved.',
    );
  }
  const version = header.version;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return refused(
      'broken-document',
      'The workflow does not say which version it is.',
      'Open an earlier version of it.',
    );
  }
  if (version > DOCUMENT_VERSION) {
    return refused(
      'newer-document',
      `The workflow was saved by a newer Blockout (document version ${version}; this one reads up to ${DOCUMENT_VERSION}).`,
      'Update Blockout, or export the workflow from the newer one. The file was left as it is.',
    );
  }
  try {
    return readDocument(header as Record<string, unknown>, version, registry);
  } catch (error) {
    return refused(
      'broken-document',
      `The workflow could not be brought to this version: ${error instanceof Error ? error.message : String(error)}.`,
      'Repair it in a text editor or open an earlier version.',
    );
  }
}

/** Upgrades and validates. Throws where an upgrade step meets data that its version never wrote. */
function readDocument(json: Record<string, unknown>, version: number, registry: Registry): Loaded {
  const result = documentSchema.safeParse(upgradeDocument(json, version), inEnglish);
  if (!result.success) {
    return refused(
      'broken-document',
      describeIssue(result.error, json),
      'Repair it in a text editor or open an earlier version.',
    );
  }
  return workflowOfDocument(result.data, registry);
}

function workflowOfDocument(document: WorkflowDocument, registry: Registry): Loaded {
  const repeated = firstRepeat(document.nodes) ?? firstRepeat(document.groups) ?? firstRepeat(document.notes);
  if (repeated !== undefined) {
    return refused(
      'broken-document',
      `The id “${repeated}” is used twice.`,
      'Give one of the two another id.',
    );
  }
  const notes: string[] = [];
  const nodes = document.nodes.map((node) => upgradeNode(node as WorkflowNode, registry, notes));
  const edges = document.edges.map((edge) => ({ ...edge, id: edgeId(edge.from, edge.to) }) as Edge);
  const extra = Object.fromEntries(Object.entries(document).filter(([name]) => !TOP_LEVEL_FIELDS.has(name)));
  const workflow: Workflow = {
    id: document.id,
    name: document.name,
    nodes: Table.of(nodes),
    ...edgeTablesOf(edges),
    groups: Table.of(document.groups),
    notes: Table.of(document.notes),
    exposed: document.exposed,
    ...(document.view && { view: document.view }),
    extra,
  };
  return { ok: true, workflow, notes };
}

/** Runs the upgrade steps of a node's type; unknown types and newer versions stay as they are. */
function upgradeNode(node: WorkflowNode, registry: Registry, notes: string[]): WorkflowNode {
  const type = registry.get(node.type);
  if (!type || node.typeVersion >= type.version) return node;
  let params: Readonly<Record<string, unknown>> = node.params;
  for (const step of type.upgrade?.slice(node.typeVersion - 1) ?? []) params = step(params);
  notes.push(
    `“${node.title ?? type.title}” was brought from version ${node.typeVersion} to ${type.version}.`,
  );
  return { ...node, params, typeVersion: type.version };
}

function firstRepeat(items: readonly { readonly id: string }[]): string | undefined {
  const seen = new Set<string>();
  for (const { id } of items) {
    if (seen.has(id)) return id;
    seen.add(id);
  }
  return undefined;
}

function describeIssue(error: z.core.$ZodError, json: unknown): string {
  const issue = error.issues[0];
  if (!issue) return 'The workflow is damaged.';
  const [list, index] = issue.path;
  const item = Array.isArray((json as Record<string, unknown>)[String(list)])
    ? ((json as Record<string, unknown[]>)[String(list)]![Number(index)] as { id?: unknown } | undefined)
    : undefined;
  const named = typeof item?.id === 'string' ? ` (${item.id})` : '';
  return `The workflow is damaged at ${z.core.toDotPath(issue.path) || 'its top level'}${named}: ${issue.message}.`;
}

function refused(code: Problem['code'], message: string, fix: string): Loaded {
  return { ok: false, problem: { severity: 'error', code, message, fix } };
}
