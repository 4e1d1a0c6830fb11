import { AudioSampleSink, type InputAudioTrack, InputDisposedError } from 'mediabunny';
import { damagedSound, MediaProblemError } from './media-problem.ts';

export type AudioInfo = { codec: string; sampleRate: number; channels: number };

/** Part of a track as interleaved 32-bit float samples. */
export type PcmBlock = { sampleRate: number; channels: number; samples: Float32Array };

export type AudioAccess = AudioInfo & {
  /**
   * Exactly `round(durationS × sampleRate)` sample frames from `fromS` (seconds in the file's time) in contiguous
   * blocks; silence where the track has nothing.
   */
  pcm(range: { fromS: number; durationS: number }): AsyncGenerator<PcmBlock, void>;
};

const SILENCE_BLOCK_FRAMES = 4096;

/** Opens the audio of a clip, or null when no decoder knows it. */
export async function openAudio(path: string, track: InputAudioTrack): Promise<AudioAccess | null> {
  if (!(await track.canDecode())) return null;
  const sampleRate = await track.getSampleRate();
  const channels = await track.getNumberOfChannels();
  return {
    codec: (await track.getCodec()) ?? 'unknown',
    sampleRate,
    channels,
    async *pcm({ fromS, durationS }) {
      try {
        yield* readPcm(track, { sampleRate, channels }, fromS, durationS);
      } catch (error) {
        if (error instanceof InputDisposedError) throw error;
        throw new MediaProblemError(damagedSound(path, error));
      }
    },
  };
}

async function* readPcm(
  track: InputAudioTrack,
  format: { sampleRate: number; channels: number },
  fromS: number,
  durationS: number,
): AsyncGenerator<PcmBlock, void> {
  const { sampleRate, channels } = format;
  const wantedFrames = Math.round(durationS * sampleRate);
  let writtenFrames = 0;
  for await (using sample of new AudioSampleSink(track).samples(fromS, fromS + durationS)) {
    const startFrame = Math.round((sample.timestamp - fromS) * sampleRate);
    yield* silence(format, Math.min(startFrame, wantedFrames) - writtenFrames);
    writtenFrames = Math.max(writtenFrames, Math.min(startFrame, wantedFrames));
    const skipFrames = writtenFrames - startFrame;
    const frameCount = Math.min(sample.numberOfFrames - skipFrames, wantedFrames - writtenFrames);
    if (frameCount <= 0 || sample.numberOfChannels !== channels) continue;
    const samples = new Float32Array(frameCount * channels);
    sample.copyTo(samples, { planeIndex: 0, format: 'f32', frameOffset: skipFrames, frameCount });
    yield { sampleRate, channels, samples };
    writtenFrames += frameCount;
  }
  yield* silence(format, wantedFrames - writtenFrames);
}

function* silence(format: { sampleRate: number; channels: number }, frameCount: number): Generator<PcmBlock> {
  for (let left = frameCount; left > 0; left -= SILENCE_BLOCK_FRAMES) {
    const samples = new Float32Array(Math.min(left, SILENCE_BLOCK_FRAMES) * format.channels);
    yield { ...format, samples };
  }
}
