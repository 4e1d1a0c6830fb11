import { basename } from 'node:path';
import {
  type Facts,
  type MediaFact,
  type MediaRef,
  mediaRefKey,
  mediaRefSchema,
} from '../../engine/media-ref.ts';
import type { Registry } from '../../engine/registry.ts';
import type { Workflow } from '../../engine/workflow.ts';
import type { MediaProcess } from '../../media/media-process.ts';
import type { AssetStore } from '../assets/asset-store.ts';
import { inspectAsset, namedProblem } from '../assets/inspect-asset.ts';
import { mediaFact } from '../assets/media-values.ts';
import { inParallel } from './in-parallel.ts';
import type { KnownFiles } from './known-files.ts';
import { type Grants, resolveReadable } from './readable-files.ts';
import { nameOfUrl, type WebFile } from './web-file.ts';

export interface FactsContext {
  readonly assets: AssetStore;
  readonly media: MediaProcess;
  readonly files: KnownFiles;
  readonly fetchWebFile: (url: string, signal?: AbortSignal) => Promise<WebFile>;
}

export interface FactsOptions extends Grants {
  /** Whether addresses that were never read may be downloaded now; opening a workflow must not reach out. */
  readonly mayDownload: boolean;
  readonly signal?: AbortSignal;
}

/** Files that are copied and hashed at once; more would only make the disk seek. */
const FILES_AT_ONCE = 4;

/** Reads every file that a workflow refers to: what it is, or why it can't be used. Never rejects for that. */
export async function gatherFacts(
  workflow: Workflow,
  registry: Registry,
  context: FactsContext,
  options: FactsOptions,
): Promise<Facts> {
  const refs = mediaRefsOf(workflow, registry);
  const facts = await inParallel([...refs], FILES_AT_ONCE, async ([key, ref]) => {
    return [key, await factOf(ref, context, options)] as const;
  });
  return { media: new Map(facts) };
}

function mediaRefsOf(workflow: Workflow, registry: Registry): Map<string, MediaRef> {
  const refs = new Map<string, MediaRef>();
  workflow.nodes.forEach((node) => {
    const type = registry.of(node);
    for (const id in type?.params) {
      if (type.params[id]!.kind !== 'media') continue;
      const parsed = mediaRefSchema.safeParse(node.params[id]);
      if (parsed.success) refs.set(mediaRefKey(parsed.data), parsed.data);
    }
  });
  return refs;
}

async function factOf(ref: MediaRef, context: FactsContext, options: FactsOptions): Promise<MediaFact> {
  if ('asset' in ref) {
    if (context.assets.has(ref.asset)) return factOfAsset(ref.asset, ref.name, context, options);
    return missing(`“${ref.name}” is not in the asset store of this machine.`, 'Choose the file again.');
  }
  return 'path' in ref ? factOfPath(ref.path, context, options) : factOfUrl(ref.url, context, options);
}

async function factOfPath(name: string, context: FactsContext, options: FactsOptions): Promise<MediaFact> {
  const readable = await resolveReadable(name, options);
  if (!readable.ok) return unreadable(name, readable.reason);
  try {
    const asset = await context.files.assetOfFile(readable.path);
    return factOfAsset(asset, basename(name), context, options);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EISDIR') return bad(`“${name}” is a folder.`, 'Choose a file.');
    if (code === 'ENOENT') return unreadable(name, 'missing');
    if (code === undefined) throw error;
    return bad(
      `“${name}” could not be read (${code}).`,
      'Check that you may read it, and that the disk has space.',
    );
  }
}

function unreadable(name: string, reason: 'missing' | 'no-folder' | 'outside'): MediaFact {
  switch (reason) {
    case 'missing':
      return missing(`“${name}” is not there.`, 'Put the file back, or choose another one.');
    case 'no-folder':
      return missing(
        `“${name}” has no folder yet.`,
        'Save the workflow beside the file, or choose the file again.',
      );
    case 'outside':
      return bad(
        `“${name}” lies outside the workflow’s folder, so it is not read.`,
        'Choose the file by hand, allow its folder, or put it beside the workflow.',
      );
  }
}

async function factOfUrl(url: string, context: FactsContext, options: FactsOptions): Promise<MediaFact> {
  const known = context.files.assetOfUrl(url);
  const name = nameOfUrl(url);
  if (known !== null) return factOfAsset(known, name, context, options);
  if (!options.mayDownload) {
    return missing(`“${name}” has not been downloaded yet.`, 'Download it here, or run the workflow.');
  }
  const file = await context.fetchWebFile(url, options.signal);
  if (!file.ok) return missing(file.message, file.fix);
  context.files.rememberUrl(url, file.asset.hash);
  return factOfAsset(file.asset.hash, name, context, options);
}

async function factOfAsset(
  asset: string,
  name: string,
  { assets, media }: FactsContext,
  { signal }: FactsOptions,
): Promise<MediaFact> {
  const found = await inspectAsset(asset, assets, media, signal);
  if (found.ok) return mediaFact(asset, name, found.value);
  const { message, fix } = namedProblem(found.problem, assets.get(asset)?.name ?? asset, name);
  return bad(message, fix);
}

const missing = (message: string, fix: string): MediaFact => ({
  ok: false,
  code: 'missing-media',
  message,
  fix,
});
const bad = (message: string, fix: string): MediaFact => ({ ok: false, code: 'bad-media', message, fix });
