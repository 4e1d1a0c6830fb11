import type { NodeType } from './define-node.ts';
import type { Facts } from './facts.ts';
import { pathFactKey } from './facts.ts';
import type { KeyHasher } from './key.ts';
import {
  MEDIA_WORDS,
  type MediaFact,
  type MediaKind,
  type MediaRef,
  mediaRefKey,
  type UnusableFile,
} from './media-ref.ts';
import { isOpenType } from './open-type.ts';
import type { EndpointValue, Param, PathParam, PathValue, SeedValue } from './param.ts';
import { refuseParamValue } from './param-kinds.ts';
import { paramsOfKind } from './params-of-kind.ts';
import { isLinked, type Link } from './plan-step.ts';
import type { Problem } from './problem.ts';
import type { WorkflowNode } from './workflow.ts';

/**
 * Params of one node as its functions get them: defaults filled in, seeds as numbers, media with their facts. The same
 * walk feeds the key, so that what counts for a result and what a node sees can't drift apart. A param gives way to a
 * connected input of the same id or one that brings it along: the node sees its default and the key leaves it out, so
 * that a seed which is drawn anew but not used runs no job again.
 */
export function resolveParams(
  node: WorkflowNode,
  type: NodeType,
  links: readonly Link[],
  facts: Facts,
  hasher: KeyHasher,
  problems: Problem[],
): Record<string, unknown> {
  const resolved: Record<string, unknown> = {};
  const stored = node.params;
  for (const id in type.params) {
    const param = type.params[id]!;
    const value = stored[id] === undefined ? param.default : stored[id];
    if (param.addedLater && value === param.default) {
      resolved[id] = unused(param);
      continue;
    }
    // Of a type that comes from what is stored, and of one that once had fewer, equal values may belong to other params.
    if (type.specialise || param.addedLater) hasher.text(id);
    const refusal = value === param.default ? null : refuseParamValue(value, param);
    if (refusal !== null) problems.push(invalidParam(node, id, param, value, refusal));
    else if (isFed(type, links, id) || isFed(type, links, param.comesWith)) resolved[id] = unused(param);
    else resolved[id] = resolveValue(node, id, param, value, facts, hasher, problems);
  }
  if (isOpenType(type)) return resolved;
  for (const id in stored) {
    if (!Object.hasOwn(type.params, id)) problems.push(unknownParam(node, type, id));
  }
  return resolved;
}

function isFed(type: NodeType, links: readonly Link[], port: string | undefined): boolean {
  return port !== undefined && type.inputs[port] !== undefined && isLinked(links, port);
}

function unused(param: Param): unknown {
  return param.kind === 'seed' ? param.default.value : param.default;
}

function resolveValue(
  node: WorkflowNode,
  id: string,
  param: Param,
  value: unknown,
  facts: Facts,
  hasher: KeyHasher,
  problems: Problem[],
): unknown {
  if (param.kind === 'seed') {
    const seed = (value as SeedValue).value;
    hasher.data(seed);
    return seed;
  }
  if (param.kind === 'endpoint') {
    // When and from where its description was read makes no other result.
    hasher.data((value as EndpointValue | null)?.id ?? null);
    return value;
  }
  if ((param.kind !== 'media' && param.kind !== 'path') || value === null) {
    hasher.data(value);
    return value;
  }
  if (param.kind === 'path') {
    const found = pathFactOf(facts, param, value, node);
    if (!found?.ok) {
      problems.push({ severity: 'error', nodeId: node.id, param: id, ...(found ? reasonOf(found) : UNREAD) });
      return null;
    }
    hasher.text(found.digest);
    return found;
  }
  const fact = mediaFactOf(facts, value);
  const problem = mediaProblem(node, id, param.accepts, fact);
  if (problem) {
    problems.push(problem);
    return null;
  }
  hasher.text((fact as MediaFact & { ok: true }).asset);
  return fact;
}

const mediaFactOf = ({ media }: Facts, value: unknown) => media.get(mediaRefKey(value as MediaRef));
const pathFactOf = ({ paths }: Facts, param: PathParam, value: unknown, { params }: WorkflowNode) =>
  paths?.get(pathFactKey(param, (value as PathValue).path, params));

/** Whether a file that a node names is another fact in the one than in the other. */
export function readsOtherFacts(node: WorkflowNode, type: NodeType, a: Facts, b: Facts): boolean {
  return [...paramsOfKind(type, 'media'), ...paramsOfKind(type, 'path')].some(([id, param]) => {
    const value = node.params[id] ?? param.default;
    if (value === null || refuseParamValue(value, param) !== null) return false;
    return param.kind === 'media'
      ? mediaFactOf(a, value) !== mediaFactOf(b, value)
      : pathFactOf(a, param, value, node) !== pathFactOf(b, param, value, node);
  });
}

function mediaProblem(
  node: WorkflowNode,
  id: string,
  accepts: MediaKind,
  fact: MediaFact | undefined,
): Problem | null {
  const at = { severity: 'error', nodeId: node.id, param: id } as const;
  if (!fact) return { ...at, ...UNREAD };
  if (!fact.ok) return { ...at, ...reasonOf(fact) };
  if (fact.kind === accepts) return null;
  return {
    ...at,
    code: 'bad-media',
    message: `“${fact.name}” is ${MEDIA_WORDS[fact.kind]}, but ${MEDIA_WORDS[accepts]} is needed here.`,
    fix: `Choose ${MEDIA_WORDS[accepts].replace(/(?<! file)$/, ' file')}.`,
  };
}

const UNREAD = {
  code: 'missing-media',
  message: 'The file has not been read yet.',
  fix: 'Choose the file again.',
} as const;

const reasonOf = ({ ok: _, ...reason }: UnusableFile) => reason;

function invalidParam(
  node: WorkflowNode,
  id: string,
  param: Param,
  value: unknown,
  refusal: string,
): Problem {
  return {
    severity: 'error',
    code: 'invalid-param',
    nodeId: node.id,
    param: id,
    message: `${JSON.stringify(value)?.slice(0, 80)} is not a value for “${param.label}”.`,
    fix: `It must ${refusal}.`,
  };
}

function unknownParam(node: WorkflowNode, type: NodeType, id: string): Problem {
  return {
    severity: 'error',
    code: 'unknown-param',
    nodeId: node.id,
    param: id,
    message: `“${type.title}” has no param “${id}”.`,
    fix: `Remove it. Known params: ${Object.keys(type.params).join(', ') || 'none'}.`,
  };
}
