import type { Edit } from './edits.ts';
import { parseParamText, refuseParamValue } from './param-kinds.ts';
import type { Problem } from './problem.ts';
import type { Registry } from './registry.ts';
import type { Workflow } from './workflow.ts';

export type Assigned =
  | { readonly ok: true; readonly edits: readonly Edit[] }
  | { readonly ok: false; readonly problem: Problem };

/**
 * The edits for assignments in text form: `node.param=value`, and `node=value` for the node's first media param. Values
 * are read by the param's kind: 1280x704 for a size, 42 or randomize for a seed, a path or URL for media.
 */
export function parseAssignments(
  workflow: Workflow,
  registry: Registry,
  assignments: readonly string[],
): Assigned {
  const edits: Edit[] = [];
  for (const assignment of assignments) {
    const parsed = parseAssignment(workflow, registry, assignment);
    if ('severity' in parsed) return { ok: false, problem: parsed };
    edits.push(parsed);
  }
  return { ok: true, edits };
}

function parseAssignment(workflow: Workflow, registry: Registry, assignment: string): Edit | Problem {
  const equals = assignment.indexOf('=');
  if (equals < 1) {
    return invalid(
      `“${assignment}” is not an assignment.`,
      'Write node.param=value, e.g. settings.num_frames=97.',
    );
  }
  const address = assignment.slice(0, equals);
  const text = assignment.slice(equals + 1);
  const dot = address.indexOf('.');
  const nodeId = dot < 0 ? address : address.slice(0, dot);
  const node = workflow.nodes.get(nodeId);
  if (!node) {
    const known = workflow.nodes.toArray().map(({ id }) => id);
    return invalid(`There is no node “${nodeId}” in this workflow.`, `Nodes: ${known.join(', ')}.`);
  }
  const type = registry.get(node.type);
  const firstMedia = Object.keys(type?.params ?? {}).find((id) => type?.params[id]?.kind === 'media');
  const paramId = dot < 0 ? firstMedia : address.slice(dot + 1);
  const param = paramId === undefined ? undefined : type?.params[paramId];
  if (paramId === undefined || !param) {
    const known = Object.keys(type?.params ?? {}).join(', ') || 'none';
    const what = paramId === undefined ? 'takes no file' : `has no param “${paramId}”`;
    return {
      ...invalid(`“${type?.title ?? node.type}” ${what}.`, `Its params: ${known}.`),
      code: 'unknown-param',
      nodeId,
    };
  }
  const value = parseParamText(text, param);
  const refusal = refuseParamValue(value, param);
  if (refusal === null) return { kind: 'set-param', node: nodeId, param: paramId, value };
  return {
    ...invalid(`“${text}” is not a value for “${param.label}”.`, `It must ${refusal}.`),
    nodeId,
    param: paramId,
  };
}

function invalid(message: string, fix: string): Problem {
  return { severity: 'error', code: 'invalid-param', message, fix };
}
