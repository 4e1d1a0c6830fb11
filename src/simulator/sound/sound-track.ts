import type { AudioAccess, PcmBlock } from '../../media/audio-access.ts';

/** Stereo sound of an exact length. */
export interface SoundTrack {
  readonly sampleRate: number;
  readonly channels: 2;
  readonly blocks: AsyncGenerator<PcmBlock, void>;
}

/** The first `durationS` seconds of a clip's own sound in stereo, silence after its end. */
export function clipSound(audio: AudioAccess, durationS: number): SoundTrack {
  return { sampleRate: audio.sampleRate, channels: 2, blocks: stereo(audio.pcm({ fromS: 0, durationS })) };
}

/** Mono on both sides; of more channels than two, the front left and right ones. */
async function* stereo(blocks: AsyncGenerator<PcmBlock, void>): AsyncGenerator<PcmBlock, void> {
  for await (const { samples, channels, sampleRate } of blocks) {
    const right = Math.min(1, channels - 1);
    const mixed = new Float32Array((samples.length / channels) * 2);
    for (let from = 0, to = 0; from < samples.length; from += channels) {
      mixed[to++] = samples[from]!;
      mixed[to++] = samples[from + right]!;
    }
    yield { sampleRate, channels: 2, samples: mixed };
  }
}
