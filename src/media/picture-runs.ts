import type { FrameTimeline } from './frame-timeline.ts';
import { partition } from './partition.ts';
import type { PicturePlace } from './picture-places.ts';

/** One stored picture and every wanted frame that shows it. */
export type WantedPicture = PicturePlace & { position: number; indexes: number[] };

/** Decoding on over a few packets nobody wants is quicker than a new start. */
const FEW_PACKETS = 16;

/** Joins frames that show the same picture. `indexes` are ascending. */
export function wantedPictures(
  { positions }: FrameTimeline,
  placeOf: (position: number) => PicturePlace,
  indexes: Iterable<number>,
): WantedPicture[] {
  const pictures: WantedPicture[] = [];
  for (const index of indexes) {
    const position = positions[index]!;
    const last = pictures.at(-1);
    if (last?.position === position) last.indexes.push(index);
    else pictures.push({ ...placeOf(position), position, indexes: [index] });
  }
  return pictures;
}

/**
 * Splits pictures into those that are decoded from one start: as long as they go on in time, and no key packet lets the
 * decoder leave out more than it is worth. `keyPositions` are ascending.
 */
export function* pictureRuns(
  pictures: readonly WantedPicture[],
  keyPositions: readonly number[],
): Generator<WantedPicture[]> {
  let run: WantedPicture[] = [];
  let reached = 0;
  for (const picture of pictures) {
    const before = run.at(-1);
    const goesOn =
      before &&
      (picture.timeS > before.timeS || (picture.timeS === before.timeS && picture.rank > before.rank)) &&
      lastAtOrBefore(keyPositions, picture.first) <= reached + FEW_PACKETS;
    if (before && !goesOn) {
      yield run;
      run = [];
    }
    reached = goesOn ? Math.max(reached, picture.last) : picture.last;
    run.push(picture);
  }
  if (run.length > 0) yield run;
}

function lastAtOrBefore(ascending: readonly number[], value: number): number {
  return ascending[partition(ascending.length, (i) => ascending[i]! <= value) - 1] ?? -1;
}
