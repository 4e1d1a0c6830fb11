import { basename, isAbsolute, relative, resolve, sep } from 'node:path';
import type { PathValue } from '../../engine/param.ts';
import { refuseParamValue } from '../../engine/param-kinds.ts';
import type { Registry } from '../../engine/registry.ts';
import type { Workflow } from '../../engine/workflow.ts';
import type { KnownFiles } from '../facts/known-files.ts';
import { resolveReadable } from '../facts/readable-files.ts';
import { mapMedia } from './map-media.ts';

export interface RebaseContext {
  readonly registry: Registry;
  readonly files: KnownFiles;
}

/**
 * The workflow as it has to be written into another folder: files below that folder get their new relative path,
 * others go into the asset store, since a workflow reads only beside itself. What is missing keeps its name. Sequences
 * and folders stay where they are, and the way to them is kept.
 */
export function rebaseMedia(
  workflow: Workflow,
  fromFolder: string,
  toFolder: string,
  { registry, files }: RebaseContext,
): Promise<Workflow> {
  if (resolve(fromFolder) === resolve(toFolder)) return Promise.resolve(workflow);
  const moved = rebasePaths(workflow, fromFolder, toFolder, registry);
  return mapMedia(moved, registry, async (ref) => {
    if (!('path' in ref) || isAbsolute(ref.path)) return ref;
    const readable = await resolveReadable(ref.path, { folder: fromFolder, granted: [] });
    if (!readable.ok) return ref;
    const way = relative(resolve(toFolder), readable.path);
    if (!isAbsolute(way) && !way.startsWith('..')) return { path: way.split(sep).join('/') };
    const asset = await files.assetOfFile(readable.path).catch(() => null);
    return asset === null ? ref : { asset, name: basename(ref.path) };
  });
}

function rebasePaths(workflow: Workflow, fromFolder: string, toFolder: string, registry: Registry): Workflow {
  let { nodes } = workflow;
  for (const node of workflow.nodes) {
    for (const [id, param] of Object.entries(registry.of(node)?.params ?? {})) {
      if (param.kind !== 'path' || refuseParamValue(node.params[id] ?? null, param) !== null) continue;
      const path = (node.params[id] as PathValue | null | undefined)?.path;
      if (path === undefined || isAbsolute(path)) continue;
      const way = relative(resolve(toFolder), resolve(fromFolder, path)).split(sep).join('/');
      const present = nodes.get(node.id)!;
      nodes = nodes.set({ ...present, params: { ...present.params, [id]: { path: way || '.' } } });
    }
  }
  return nodes === workflow.nodes ? workflow : { ...workflow, nodes };
}
