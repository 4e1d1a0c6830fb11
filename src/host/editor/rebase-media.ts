import { basename, isAbsolute, relative, resolve, sep } from 'node:path';
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
 * others go into the asset store, since a workflow reads only beside itself. What is missing keeps its name.
 */
export function rebaseMedia(
  workflow: Workflow,
  fromFolder: string,
  toFolder: string,
  { registry, files }: RebaseContext,
): Promise<Workflow> {
  if (resolve(fromFolder) === resolve(toFolder)) return Promise.resolve(workflow);
  return mapMedia(workflow, registry, async (ref) => {
    if (!('path' in ref) || isAbsolute(ref.path)) return ref;
    const readable = await resolveReadable(ref.path, { folder: fromFolder, granted: [] });
    if (!readable.ok) return ref;
    const way = relative(resolve(toFolder), readable.path);
    if (!isAbsolute(way) && !way.startsWith('..')) return { path: way.split(sep).join('/') };
    const asset = await files.assetOfFile(readable.path).catch(() => null);
    return asset === null ? ref : { asset, name: basename(ref.path) };
  });
}
