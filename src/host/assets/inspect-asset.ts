import { foreignProblem, type MediaProblem } from '../../media/media-problem.ts';
import type { MediaProcess } from '../../media/media-process.ts';
import type { Outcome } from '../../media/outcome.ts';
import type { AssetInfo, AssetStore } from './asset-store.ts';
import { contentTypeOf } from './content-type.ts';
import { readWeights } from './weights.ts';

/**
 * What an asset is: looked into once, remembered afterwards. Problems name the file as the user knows it: by `name`, or
 * by the one under which it came first.
 */
export async function inspectAsset(
  hash: string,
  store: AssetStore,
  media: MediaProcess,
  signal?: AbortSignal,
  name?: string,
): Promise<Outcome<AssetInfo, MediaProblem>> {
  const asset = store.get(hash);
  if (asset?.info) return { ok: true, value: asset.info };
  const path = store.pathOf(hash);
  const probed = (await readWeights(path)) ?? (await media.probe(path, { signal }));
  if (!probed.ok) {
    return { ok: false, problem: namedProblem(probed.problem, hash, name ?? asset?.name) };
  }
  store.describe(hash, probed.value, contentTypeOf(probed.value));
  return probed;
}

/** A media problem with the user's name for the file in place of its hash. */
export function namedProblem(problem: MediaProblem, hash: string, name: string | undefined): MediaProblem {
  if (name === undefined) return problem;
  if (problem.foreign) return foreignProblem(name, problem.foreign);
  // A function, since names may hold what a replacement would take for a pattern.
  return { ...problem, message: problem.message.replaceAll(hash, () => name) };
}
