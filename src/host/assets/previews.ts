import { createHash } from 'node:crypto';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomic } from '../../files/write-atomic.ts';
import type { MediaProblem } from '../../media/media-problem.ts';
import type { MediaProcess } from '../../media/media-process.ts';
import type { Outcome } from '../../media/outcome.ts';
import type { AssetStore } from './asset-store.ts';
import { inspectAsset, namedProblem } from './inspect-asset.ts';

export interface Preview {
  readonly path: string;
  readonly contentType: string;
}
export interface StripPreview extends Preview {
  /** Frame of each tile, from left to right. */
  readonly frameIndexes: readonly number[];
  readonly tileWidth: number;
  readonly tileHeight: number;
}

type Made<P> = Promise<Outcome<P, MediaProblem>>;

/** Small pictures of assets, made once and kept beside the store; deleting the folder costs only time. */
export interface Previews {
  /** Of an EXR with several layers the one that is named, else the first. */
  poster(hash: string, width: number, layer?: string): Made<Preview>;
  frame(hash: string, frame: number): Made<Preview>;
  filmstrip(hash: string, count: number, height: number): Made<StripPreview>;
}

/** Previews under `home/previews`. */
export function createPreviews(home: string, store: AssetStore, media: MediaProcess): Previews {
  const making = new Map<string, Promise<Outcome<unknown, MediaProblem>>>();

  async function kept<P>(
    hash: string,
    file: string,
    make: (path: string) => Made<P>,
    recall: (path: string) => Promise<P>,
    lastWritten = file,
  ): Made<P> {
    const folder = join(home, 'previews', hash);
    const path = join(folder, file);
    if (await isFile(join(folder, lastWritten))) return { ok: true, value: await recall(path) };
    const underWay = making.get(path);
    if (underWay) return underWay as Made<P>;
    const work = mkdir(folder, { recursive: true })
      .then(() => make(path))
      .finally(() => making.delete(path));
    making.set(path, work);
    const made = await work;
    return made.ok ? made : { ok: false, problem: namedProblem(made.problem, hash, store.get(hash)?.name) };
  }

  const picture = async (path: string, contentType: string): Promise<Preview> => ({ path, contentType });

  return {
    async poster(hash, width, layer = '') {
      const info = await inspectAsset(hash, store, media);
      if (!info.ok) return info;
      const source = store.pathOf(hash);
      return kept(
        hash,
        // Names of layers are no names of files.
        layer === '' ? `poster-${width}.jpg` : `poster-${width}-${digestOf(layer)}.jpg`,
        async (outPath) => {
          const made =
            info.value.kind === 'video'
              ? await media.poster({ path: source, outPath, width })
              : await media.thumbnail({ path: source, outPath, maxSide: width, layer });
          return made.ok ? { ok: true, value: await picture(outPath, 'image/jpeg') } : made;
        },
        (path) => picture(path, 'image/jpeg'),
      );
    },
    frame: (hash, frame) =>
      kept(
        hash,
        `frame-${frame}.png`,
        async (outPath) => {
          const made = await media.extractFrame({ path: store.pathOf(hash), frame, outPath });
          return made.ok ? { ok: true, value: await picture(outPath, 'image/png') } : made;
        },
        (path) => picture(path, 'image/png'),
      ),
    filmstrip: (hash, count, height) =>
      kept(
        hash,
        `strip-${count}x${height}.jpg`,
        async (outPath) => {
          const made = await media.filmstrip({ path: store.pathOf(hash), outPath, count, height });
          if (!made.ok) return made;
          await writeAtomic(`${outPath}.json`, JSON.stringify(made.value));
          return { ok: true, value: { path: outPath, contentType: 'image/jpeg', ...made.value } };
        },
        async (path) => ({
          path,
          contentType: 'image/jpeg',
          ...(JSON.parse(await readFile(`${path}.json`, 'utf8')) as Omit<StripPreview, keyof Preview>),
        }),
        `strip-${count}x${height}.jpg.json`,
      ),
  };
}

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() === true;
}
