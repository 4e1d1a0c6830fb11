import { resolve } from 'node:path';
import { applyEdit } from '../../engine/edits.ts';
import type { Param } from '../../engine/param.ts';
import { feedOfParam } from '../../engine/param-feed.ts';
import { parseParamText } from '../../engine/param-kinds.ts';
import type { Problem } from '../../engine/problem.ts';
import type { Registry } from '../../engine/registry.ts';
import type { Edge, Workflow, WorkflowNode } from '../../engine/workflow.ts';
import { grantOfPath } from '../facts/frame-pattern.ts';

/** A param set from outside the workflow, as text: `--set node.param=value`. Naming a file grants reading it. */
export interface ParamSet {
  readonly nodeId: string;
  readonly param: string;
  readonly text: string;
}

/** A file for a node that takes one: `--input node=path`. Naming it grants reading it. */
export interface InputFile {
  readonly nodeId: string;
  readonly path: string;
}

export interface AppliedSets {
  readonly workflow: Workflow;
  readonly problems: readonly Problem[];
  /** Files that were named explicitly. */
  readonly granted: readonly string[];
}

/**
 * Puts values from a command line into a workflow. What does not fit becomes a problem, with what would. A file of
 * `sets` is one of the workflow, so that its path starts in `folder`; one of `inputs` starts where the user stands.
 */
export function applySets(
  workflow: Workflow,
  registry: Registry,
  sets: readonly ParamSet[],
  inputs: readonly InputFile[],
  folder: string | null = null,
): AppliedSets {
  const problems: Problem[] = [];
  const granted: string[] = [];
  let current = workflow;
  const set = (node: string, param: string, value: unknown) => {
    current = applyEdit(current, { kind: 'set-param', node, param, value }).workflow;
  };
  const grant = (param: Param, path: string) =>
    void granted.push(param.kind === 'path' ? grantOfPath(param, path) : path);

  for (const { nodeId, param, text } of sets) {
    const node = current.nodes.get(nodeId);
    if (!node) {
      problems.push(unknownNode(workflow, nodeId));
      continue;
    }
    const type = registry.of(node);
    const declared = type && Object.hasOwn(type.params, param) ? type.params[param] : undefined;
    if (!type || !declared) {
      problems.push({
        severity: 'error',
        code: 'unknown-param',
        nodeId,
        param,
        message: `“${type?.title ?? node.type}” has no param “${param}”.`,
        fix: `Known params: ${Object.keys(type?.params ?? {}).join(', ') || 'none'}.`,
      });
      continue;
    }
    const value = parseParamText(text, declared);
    set(nodeId, param, value);
    const path = takesFiles(declared) ? (value as { path?: unknown } | null)?.path : undefined;
    if (typeof path === 'string') grant(declared, resolve(folder ?? '.', path));
    const feed = feedOfParam(current, nodeId, type, param);
    if (feed) problems.push(unusedSet(current, registry, feed, { nodeId, param, label: declared.label }));
  }
  for (const { nodeId, path } of inputs) {
    const node = current.nodes.get(nodeId);
    const type = node && registry.of(node);
    const found = Object.entries(type?.params ?? {}).find(([, param]) => takesFiles(param));
    const [param, declared] = found ?? [];
    if (!node) problems.push(unknownNode(workflow, nodeId));
    else if (param === undefined || declared === undefined) {
      problems.push({
        severity: 'error',
        code: 'unknown-param',
        nodeId,
        message: `“${type?.title ?? node.type}” takes no file.`,
        fix: `Name a node that does: ${nodesWithFiles(workflow, registry).join(', ') || 'there is none'}.`,
      });
    } else if (/^https?:\/\//i.test(path)) set(nodeId, param, { url: path });
    else {
      grant(declared, resolve(path));
      set(nodeId, param, { path: resolve(path) });
    }
  }
  return { workflow: current, problems, granted };
}

/** A value that was set where another one stands in its place. */
function unusedSet(
  { nodes }: Workflow,
  registry: Registry,
  { from }: Edge,
  { nodeId, param, label }: { readonly nodeId: string; readonly param: string; readonly label: string },
): Problem {
  const source = nodes.get(from.node);
  const type = source && registry.of(source);
  const isThere = type !== undefined && Object.hasOwn(type.params, param);
  return {
    severity: 'warning',
    code: 'invalid-param',
    nodeId,
    param,
    message: `“${label}” comes from “${source?.title ?? type?.title ?? from.node}” (${from.node}); what was set here is not used.`,
    fix: isThere ? `Set ${from.node}.${param} instead.` : 'Set it there, or take the edge away.',
  };
}

const takesFiles = ({ kind }: Param) => kind === 'media' || kind === 'path';

function nodesWithFiles(workflow: Workflow, registry: Registry): string[] {
  const takesFile = (node: WorkflowNode) => Object.values(registry.of(node)?.params ?? {}).some(takesFiles);
  return workflow.nodes
    .toArray()
    .filter(takesFile)
    .map((node) => node.id);
}

function unknownNode(workflow: Workflow, nodeId: string): Problem {
  const ids = workflow.nodes.toArray().map((node) => node.id);
  return {
    severity: 'error',
    code: 'unknown-param',
    message: `There is no node “${nodeId}” in this workflow.`,
    fix: `Its nodes: ${ids.slice(0, 20).join(', ')}${ids.length > 20 ? ', …' : ''}.`,
  };
}
