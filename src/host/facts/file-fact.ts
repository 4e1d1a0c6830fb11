import { basename, resolve, sep } from 'node:path';
import type { MediaFact, MediaRef } from '../../engine/media-ref.ts';
import type { ImageInfo } from '../../media/image-info.ts';
import type { MediaProcess } from '../../media/media-process.ts';
import type { AssetStore } from '../assets/asset-store.ts';
import { inspectAsset } from '../assets/inspect-asset.ts';
import { mediaFact } from '../assets/media-fact.ts';
import type { ReadGrants } from '../settings/read-grants.ts';
import { StorageError } from '../store/storage-trouble.ts';
import type { KnownFiles } from './known-files.ts';
import { closedTrouble } from './path-trouble.ts';
import { type Grants, type ReadablePath, resolveReadable } from './readable-files.ts';
import type { SeenFiles } from './seen-files.ts';
import { nameOfUrl, type WebFile } from './web-file.ts';

export interface FactsContext {
  readonly assets: AssetStore;
  readonly media: MediaProcess;
  readonly files: KnownFiles;
  readonly seenFiles: SeenFiles;
  /** Pictures by digest: the first frame of a sequence is looked into once, not at every plan. */
  readonly frameInfos: Map<string, Pick<ImageInfo, 'width' | 'height' | 'layers'>>;
  /** What can be offered about a path that is closed. */
  readonly closed: ReadGrants['closed'];
  readonly fetchWebFile: (url: string, signal?: AbortSignal) => Promise<WebFile>;
}

export interface FactsOptions extends Grants {
  /** Whether addresses that were never read may be downloaded now; opening a workflow must not reach out. */
  readonly mayDownload: boolean;
  readonly signal?: AbortSignal;
}

/** What one referenced file is. Never rejects for what is wrong with it. */
export async function factOf(
  ref: MediaRef,
  context: FactsContext,
  options: FactsOptions,
): Promise<MediaFact> {
  if ('asset' in ref) {
    if (await context.assets.isWhole(ref.asset)) return factOfAsset(ref.asset, ref.name, context, options);
    return missing(`“${ref.name}” is not in the asset store of this machine.`, 'Choose the file again.');
  }
  return 'path' in ref ? factOfPath(ref.path, context, options) : factOfUrl(ref.url, context, options);
}

/** What one referenced file is, where that is known at once: it is as it was when it was last read from `places`. */
export function seenFactOf(
  ref: MediaRef,
  { assets, seenFiles }: FactsContext,
  places: string,
): MediaFact | null {
  const fact = 'path' in ref ? seenFiles.factOf(ref.path, places) : null;
  return fact && assets.has(fact.asset) ? fact : null;
}

/** Where a workflow may read, as text: the same name from other places may be another file, or none. */
export const placesText = ({ folder, granted }: Grants): string => JSON.stringify([folder, ...granted]);

async function factOfPath(name: string, context: FactsContext, options: FactsOptions): Promise<MediaFact> {
  const path = resolve(options.folder ?? sep, name);
  return context.seenFiles.note(name, placesText(options), path, async () => {
    const readable = await resolveReadable(name, options);
    return readable.ok
      ? factOfFile(readable.path, name, context, options)
      : unreadable(name, readable, context.closed);
  });
}

/** A file that the workflow may read, by the name the user gave it. */
export async function factOfFile(
  path: string,
  name: string,
  context: FactsContext,
  options: FactsOptions,
): Promise<MediaFact> {
  try {
    const asset = await context.files.assetOfFile(path);
    return factOfAsset(asset, basename(name), context, options);
  } catch (error) {
    if (error instanceof StorageError) return bad(error.trouble.message, error.trouble.fix);
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EISDIR') return bad(`“${name}” is a folder.`, 'Choose a file.');
    if (code === 'ENOENT') return gone(name);
    if (code === undefined) throw error;
    return bad(
      `“${name}” could not be read (${code}).`,
      'Check that you may read it, and that the disk has space.',
    );
  }
}

function unreadable(
  name: string,
  readable: ReadablePath & { readonly ok: false },
  closed: ReadGrants['closed'],
): MediaFact {
  switch (readable.reason) {
    case 'missing':
      return gone(name);
    case 'no-folder':
      return missing(
        `“${name}” has no folder yet.`,
        'Save the workflow beside the file, or choose the file again.',
      );
    case 'no-permission':
      return bad(`“${name}” may not be read.`, 'Change its permissions, or choose another file.');
    case 'outside':
      return closedTrouble(name, closed(readable.path, 'file'));
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
  const found = await inspectAsset(asset, assets, media, signal, name);
  return found.ok ? mediaFact(asset, name, found.value) : bad(found.problem.message, found.problem.fix);
}

const gone = (name: string) =>
  missing(`“${name}” is not there.`, 'Put the file back, or choose another one.');
const missing = (message: string, fix: string): MediaFact => ({
  ok: false,
  code: 'missing-media',
  message,
  fix,
});
const bad = (message: string, fix: string): MediaFact => ({ ok: false, code: 'bad-media', message, fix });
