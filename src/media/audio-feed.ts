import { type AudioCodec, AudioSample, AudioSampleSource, Quality } from 'mediabunny';

export type AudioFormat = { sampleRate: number; channels: number };

export type AudioFeed = {
  source: AudioSampleSource;
  /** Appends interleaved 32-bit floats. */
  add(samples: Float32Array): Promise<void>;
  /** Encodes what is left. */
  end(): Promise<void>;
};

const AUDIO_BITS_PER_S = 192_000;
/** Sample frames in an AAC packet, and the delay of the encoder (its first packet holds only warm-up). */
const AAC_FRAME_SAMPLES = 1024;
/** AAC packets beyond the length of the track: the delay and the last, partly filled one. */
const EXTRA_PACKETS = 8;

/** Sampling rates by their index in an AudioSpecificConfig (ISO/IEC 14496-3, table 1.18). */
const AAC_RATES = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];
const AAC_LC = 2;
/** Mono, stereo and 5.1: layouts whose channel order is the same in the decoder and the encoder. */
const AAC_CHANNELS = [1, 2, 6];

/**
 * What a player needs to decode the track. Said at once, so that the file can be laid out before any sound came.
 * Throws `RangeError` for a rate AAC does not know.
 */
export function aacDecoderConfig({ sampleRate, channels }: AudioFormat) {
  const rateIndex = AAC_RATES.indexOf(sampleRate);
  if (rateIndex < 0) throw new RangeError(`AAC cannot hold ${sampleRate} samples per second.`);
  const config = (AAC_LC << 11) | (rateIndex << 7) | (channels << 3);
  const description = Uint8Array.of(config >> 8, config & 0xff);
  return { codec: 'mp4a.40.2', sampleRate, numberOfChannels: channels, description };
}

/** Whether a track of this format can be written. */
export function canEncodeSound({ sampleRate, channels }: AudioFormat): boolean {
  return AAC_RATES.includes(sampleRate) && AAC_CHANNELS.includes(channels);
}

/** Most packets that a track of `durationS` can have. */
export function maxAudioPackets(durationS: number, { sampleRate }: AudioFormat): number {
  return Math.ceil((durationS * sampleRate) / AAC_FRAME_SAMPLES) + EXTRA_PACKETS;
}

/**
 * Turns sound of any block size into a track. Two traits of the AAC encoder are met here: it overruns its buffer when a
 * block is longer than the first one, so all have one length; and it plays everything one packet late without
 * marking that in the file, so the first packet's worth (21 ms at 48 kHz) is left out and the rest is in sync.
 */
export function createAudioFeed({ sampleRate, channels }: AudioFormat, codec: AudioCodec = 'aac'): AudioFeed {
  const source = new AudioSampleSource({ codec, quality: new Quality({ bitrate: AUDIO_BITS_PER_S }) });
  const block = new Float32Array(AAC_FRAME_SAMPLES * channels);
  let filled = 0;
  let skipped = codec === 'aac' ? 0 : block.length;
  let encodedFrames = 0;

  async function encode(data: Float32Array): Promise<void> {
    const timestamp = encodedFrames / sampleRate;
    encodedFrames += data.length / channels;
    using sample = new AudioSample({
      data,
      format: 'f32',
      numberOfChannels: channels,
      sampleRate,
      timestamp,
    });
    await source.add(sample);
  }

  return {
    source,
    async add(samples) {
      let position = Math.min(samples.length, block.length - skipped);
      skipped += position;
      while (position < samples.length) {
        const taken = Math.min(block.length - filled, samples.length - position);
        block.set(samples.subarray(position, position + taken), filled);
        filled += taken;
        position += taken;
        if (filled < block.length) return;
        await encode(block.slice());
        filled = 0;
      }
    },
    async end() {
      if (filled > 0) await encode(block.slice(0, filled));
      filled = 0;
    },
  };
}
