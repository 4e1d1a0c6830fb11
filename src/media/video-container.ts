import {
  type AudioCodec,
  MovOutputFormat,
  Mp4OutputFormat,
  type OutputFormat,
  Quality,
  type VideoCodec,
  WebMOutputFormat,
} from 'mediabunny';

/** Files that videos are written as; each has one video and one audio codec. */
export type VideoContainer = 'mp4' | 'webm' | 'mov';
export type VideoQuality = 'low' | 'medium' | 'high' | 'maximum';

interface Coding {
  readonly format: (fastStart: 'in-memory' | 'reserve') => OutputFormat;
  readonly video: { readonly codec: VideoCodec; readonly fullCodecString?: string };
  readonly audio: AudioCodec;
  /** Quantizers, constant over the clip; null where the codec has only its own rate. */
  readonly quantizers: Readonly<Record<VideoQuality, number>> | null;
}

export const CONTAINERS: Readonly<Record<VideoContainer, Coding>> = {
  // H.264: 18 is close to invisible loss, 26 is a draft.
  mp4: {
    format: (fastStart) => new Mp4OutputFormat({ fastStart }),
    video: { codec: 'avc' },
    audio: 'aac',
    quantizers: { low: 30, medium: 25, high: 20, maximum: 14 },
  },
  // VP9 counts from 0 to 63. Vorbis takes every sampling rate, which Opus does not.
  webm: {
    format: () => new WebMOutputFormat(),
    video: { codec: 'vp9' },
    audio: 'vorbis',
    quantizers: { low: 46, medium: 38, high: 30, maximum: 18 },
  },
  mov: {
    format: (fastStart) => new MovOutputFormat({ fastStart }),
    video: { codec: 'prores', fullCodecString: 'ap4h' },
    audio: 'aac',
    quantizers: null,
  },
};

/** What ProRes 4444 takes at 1080p and 24 fps; the encoder keeps to its own tables. */
const PRORES_BITS_PER_S = 264e6;

/** The encoder's quality setting for a container. */
export function encodingQuality(container: VideoContainer, quality: VideoQuality): Quality {
  const { quantizers } = CONTAINERS[container];
  return new Quality(quantizers ? { quantizer: quantizers[quality] } : { bitrate: PRORES_BITS_PER_S });
}
