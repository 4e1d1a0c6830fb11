import type { InputVideoTrack, VideoSample } from 'mediabunny';
import type { PictureSize } from './fit-picture.ts';
import type { IsoTrack } from './iso/read-tracks.ts';

/** How the stored pictures of a track become what is seen. */
export type PictureShape = {
  /** Clockwise degrees. */
  rotation: VideoSample['rotation'];
  /** Left and right swapped, after the rotation. */
  flip: boolean;
  /** Width of a stored pixel to its height. */
  pixelAspect: { num: number; den: number };
  /** Size in square pixels, upright. */
  width: number;
  height: number;
};

/** Part of a matrix's scale under which a value counts as 0; cameras write rounded ones. */
const SLANT = 0.01;
/** A matrix that stretches by less is taken for a rounded one, as in FFmpeg. */
const STRETCH = 0.01;
const ASPECT_STEPS = 10_000;

/**
 * The shape by what the container says; by the matrix of an MP4 or MOV also where that stretches, as editors write for
 * anamorphic clips. A matrix that turns by no quarter is returned in degrees. `stored` is the size of a stored picture
 * where the container's is not it.
 */
export async function readShape(
  track: InputVideoTrack,
  iso: IsoTrack | null,
  stored: PictureSize | null,
): Promise<PictureShape | { slantedBy: number }> {
  const rotation = await track.getRotation();
  const flip = await track.getFlip();
  const [a, b, c, d] = iso?.matrix ?? [1, 0, 0, 1];
  const scale = Math.max(...[a, b, c, d].map(Math.abs)) * SLANT;
  const isZero = (value: number) => Math.abs(value) <= scale;
  if (!(isZero(a) && isZero(d)) && !(isZero(b) && isZero(c))) {
    return { slantedBy: Math.round((Math.atan2(b, a) * 180) / Math.PI) };
  }
  const stretch = Math.hypot(a, b) / Math.hypot(c, d);
  const isStretched = Number.isFinite(stretch) && stretch > 0 && Math.abs(stretch - 1) > STRETCH;
  const coded = stored ?? { width: await track.getCodedWidth(), height: await track.getCodedHeight() };
  const pixelAspect = isStretched
    ? { num: Math.round(stretch * ASPECT_STEPS), den: ASPECT_STEPS }
    : await aspectByContainer(track);
  if (!isStretched && !stored) {
    const [width, height] = [await track.getDisplayWidth(), await track.getDisplayHeight()];
    return { rotation, flip, pixelAspect, width, height };
  }
  const aspect = pixelAspect.num / pixelAspect.den;
  const width = aspect > 1 ? Math.round(coded.width * aspect) : coded.width;
  const height = aspect > 1 ? coded.height : Math.round(coded.height / aspect);
  const upright = rotation % 180 === 0 ? { width, height } : { width: height, height: width };
  return { rotation, flip, pixelAspect, ...upright };
}

async function aspectByContainer(track: InputVideoTrack): Promise<PictureShape['pixelAspect']> {
  const hasPixels = (await track.getDisplayWidth()) > 0 && (await track.getDisplayHeight()) > 0;
  // Pixels of a picture without a side have no shape.
  return hasPixels ? await track.getPixelAspectRatio() : { num: 1, den: 1 };
}
