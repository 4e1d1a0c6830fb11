import type { MediaKind, MediaRef } from '../../engine/media-ref.ts';
import type { Problem } from '../../engine/problem.ts';
import type { Workflow } from '../../engine/workflow.ts';
import { registry } from '../state/registry.ts';

/** A param that names a file which can't be found. */
export interface MissingMedia {
  readonly nodeId: string;
  readonly nodeTitle: string;
  readonly param: string;
  readonly label: string;
  readonly accepts: MediaKind;
  readonly ref: MediaRef;
  readonly problem: Problem;
}

/** The files that a workflow names and the plan could not find; params that were never set are not among them. */
export function missingMedia(workflow: Workflow, problems: readonly Problem[]): MissingMedia[] {
  return problems.flatMap((problem) => {
    const { code, nodeId, param: paramId } = problem;
    const node = nodeId === undefined ? undefined : workflow.nodes.get(nodeId);
    const type = node && registry.of(node);
    const param = paramId === undefined ? undefined : type?.params[paramId];
    if (code !== 'missing-media' || !node || !type || param?.kind !== 'media') return [];
    const ref = node.params[paramId!] as MediaRef | null | undefined;
    if (!ref) return [];
    return [
      {
        nodeId: node.id,
        nodeTitle: node.title ?? type.title,
        param: paramId!,
        label: param.label,
        accepts: param.accepts,
        ref,
        problem,
      },
    ];
  });
}

/** What a person calls a referenced file. */
export function nameOfRef(ref: MediaRef): string {
  if ('asset' in ref) return ref.name;
  const path = 'path' in ref ? ref.path : ref.url;
  return path.split(/[/\\]/).at(-1) || path;
}
