import type { VideoSampleColorSpace } from 'mediabunny';
import type { YuvColor, YuvMatrix } from './color-matrix.ts';
import type { WrittenColor } from './write-video.ts';

const PRIMARIES: Record<YuvMatrix, string> = {
  bt709: 'bt709',
  smpte170m: 'smpte170m',
  bt470bg: 'bt470bg',
  'bt2020-ncl': 'bt2020',
};

/** Tags for a picture that is encoded without conversion: what it says, else what its matrix implies. */
export function writtenColorOf(color: YuvColor, sample: VideoSampleColorSpace): WrittenColor {
  return {
    primaries: sample.primaries ?? PRIMARIES[color.matrix],
    // BT.601 and BT.2020 (SDR) share the curve of BT.709.
    transfer: sample.transfer ?? 'bt709',
    matrix: color.matrix,
    fullRange: color.fullRange,
  };
}

export function isHighDynamicRange({ transfer }: VideoSampleColorSpace): boolean {
  // The DOM's type does not list the names of its own newer curves.
  const curve: string | null = transfer;
  return curve === 'pq' || curve === 'hlg';
}
