import type { VideoQuality } from '../../media/video-container.ts';
import type { VideoWriterOptions } from '../../media/write-video.ts';

const QUALITIES: readonly VideoQuality[] = ['low', 'medium', 'high', 'maximum'];

/** Distance of key frames in seconds: fewer of them make a smaller file that seeks slower. */
const KEY_FRAMES_S = { balanced: 1, small: 10 };

/** The endpoint's `video_quality` and `video_write_mode` as settings of the writer. */
export function writeSettings(
  quality: string,
  writeMode: string,
): Pick<VideoWriterOptions, 'quality' | 'effort' | 'keyFrameIntervalS'> {
  const known = QUALITIES.find((name) => name === quality) ?? 'high';
  if (writeMode === 'fast')
    return { quality: known, effort: 'fast', keyFrameIntervalS: KEY_FRAMES_S.balanced };
  return {
    quality: known,
    keyFrameIntervalS: writeMode === 'small' ? KEY_FRAMES_S.small : KEY_FRAMES_S.balanced,
  };
}
