import type { OutputShape } from '../../fal/endpoint.ts';
import type { OpenVideo } from '../../media/open-video.ts';
import type { Picture } from '../look/warp.ts';

/** `hold` keeps the clip's pace and holds its last frame, `resample` spreads it over the whole output. */
export type Pacing = 'hold' | 'resample';

/** Frames of a clip by output order, scaled so that they cover the output without distortion. */
export async function* clipFrames(
  clip: OpenVideo,
  { width, height, frameCount }: OutputShape,
  pacing: Pacing,
): AsyncGenerator<Picture> {
  const { info } = clip;
  const last = info.frameCount - 1;
  const scale = Math.max(width / info.width, height / info.height);
  const indexOf = (place: number) =>
    pacing === 'hold' ? Math.min(place, last) : Math.round((last * place) / Math.max(1, frameCount - 1));
  const wanted = {
    frameIndexes: Array.from({ length: frameCount }, (_, place) => indexOf(place)),
    width: Math.max(width, Math.round(info.width * scale)),
    height: Math.max(height, Math.round(info.height * scale)),
  };
  for await (const { width: w, height: h, data } of clip.frames(wanted)) {
    yield { width: w, height: h, pixels: new Uint32Array(data.buffer, data.byteOffset, data.byteLength / 4) };
  }
}
