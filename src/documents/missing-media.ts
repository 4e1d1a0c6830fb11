import type { MediaKind, MediaRef } from '../engine/media-ref.ts';
import type { Problem } from '../engine/problem.ts';
import type { Registry } from '../engine/registry.ts';
import type { Workflow } from '../engine/workflow.ts';

/** A param that names a file which can't be read. */
export interface MediaAt {
  readonly nodeId: string;
  readonly nodeTitle: string;
  readonly param: string;
  readonly label: string;
  readonly accepts: MediaKind;
  readonly ref: MediaRef;
  readonly problem: Problem;
}

/** The files that a workflow names and the plan could not find; params that were never set are not among them. */
export function missingMedia(
  workflow: Workflow,
  problems: readonly Problem[],
  registry: Registry,
): MediaAt[] {
  return problems
    .filter(({ code }) => code === 'missing-media')
    .flatMap((problem) => mediaAt(workflow, problem, registry) ?? []);
}

/** The file that a problem is about; null where it is about something else, or nothing was ever chosen. */
export function mediaAt(workflow: Workflow, problem: Problem, registry: Registry): MediaAt | null {
  const { nodeId, param: paramId } = problem;
  const node = nodeId === undefined ? undefined : workflow.nodes.get(nodeId);
  const type = node && registry.of(node);
  const param = paramId === undefined ? undefined : type?.params[paramId];
  if (!node || !type || param?.kind !== 'media') return null;
  const ref = node.params[paramId!] as MediaRef | null | undefined;
  if (!ref) return null;
  const { label, accepts } = param;
  const nodeTitle = node.title ?? type.title;
  return { nodeId: node.id, nodeTitle, param: paramId!, label, accepts, ref, problem };
}

/** What a person calls a referenced file. */
export function nameOfRef(ref: MediaRef): string {
  if ('asset' in ref) return ref.name;
  const path = 'path' in ref ? ref.path : ref.url;
  return path.split(/[/\\]/).at(-1) || path;
}
