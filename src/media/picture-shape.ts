import type { InputVideoTrack, VideoSample } from 'mediabunny';
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
 * anamorphic clips. A matrix that turns by no quarter is returned in degrees.
 */
export async function readShape(
  track: InputVideoTrack,
  iso: IsoTrack | null,
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
  if (!Number.isFinite(stretch) || stretch === 0 || Math.abs(stretch - 1) <= STRETCH) {
    const [width, height] = [await track.getDisplayWidth(), await track.getDisplayHeight()];
    // Pixels of a picture without a side have no shape.
    const hasPixels = width > 0 && height > 0;
    const pixelAspect = hasPixels ? await track.getPixelAspectRatio() : { num: 1, den: 1 };
    return { rotation, flip, pixelAspect, width, height };
  }
  const pixelAspect = { num: Math.round(stretch * ASPECT_STEPS), den: ASPECT_STEPS };
  const codedWidth = await track.getCodedWidth();
  const codedHeight = await track.getCodedHeight();
  const width = stretch > 1 ? Math.round(codedWidth * stretch) : codedWidth;
  const height = stretch > 1 ? codedHeight : Math.round(codedHeight / stretch);
  const upright = rotation % 180 === 0 ? { width, height } : { width: height, height: width };
  return { rotation, flip, pixelAspect, ...upright };
}
