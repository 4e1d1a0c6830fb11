import { type AudioSample, AudioSampleSink, type InputAudioTrack, InputDisposedError } from 'mediabunny';
import type { HeardPart } from './heard-parts.ts';
import { damagedSound, type MediaProblem, MediaProblemError, quoteFile } from './media-problem.ts';

export type AudioInfo = { codec: string; sampleRate: number; channels: number };
type SoundFormat = Pick<AudioInfo, 'sampleRate' | 'channels'>;

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
/** Decoded before what is wanted: blocks overlap, and MP3 keeps bits of a frame in those before it. */
const PREROLL_S = 0.25;

/** Opens the parts of the audio of a clip that are heard, or null when no decoder knows it. Decodes its first packets. */
export async function openAudio(
  path: string,
  track: InputAudioTrack,
  { parts, unheard }: { parts: HeardPart[]; unheard: MediaProblem | null },
): Promise<AudioAccess | null> {
  if (!(await track.canDecode())) return null;
  const format = await decodedFormat(track);
  return {
    codec: (await track.getCodec()) ?? 'unknown',
    ...format,
    async *pcm(range) {
      if (unheard) throw new MediaProblemError(unheard);
      try {
        yield* readParts(path, track, format, parts, range);
      } catch (error) {
        if (error instanceof InputDisposedError || error instanceof MediaProblemError) throw error;
        throw new MediaProblemError(damagedSound(path, error));
      }
    },
  };
}

/**
 * The format that the decoder gives, which is not always what the container says: HE-AAC is often listed at half its
 * rate or as mono, MP3 under any header. Taken from the second block, because libav marks the first one with the rate of
 * the container. Sound that cannot be decoded is described by its container.
 */
async function decodedFormat(track: InputAudioTrack): Promise<SoundFormat> {
  let decoded: SoundFormat | null = null;
  let count = 0;
  try {
    for await (using sample of new AudioSampleSink(track).samples()) {
      decoded = { sampleRate: sample.sampleRate, channels: sample.numberOfChannels };
      if (++count === 2) break;
    }
  } catch (error) {
    if (error instanceof InputDisposedError) throw error;
  }
  if (decoded) return decoded;
  return { sampleRate: await track.getSampleRate(), channels: await track.getNumberOfChannels() };
}

async function* readParts(
  path: string,
  track: InputAudioTrack,
  format: SoundFormat,
  parts: HeardPart[],
  { fromS, durationS }: { fromS: number; durationS: number },
): AsyncGenerator<PcmBlock, void> {
  const { sampleRate } = format;
  const wantedFrames = Math.round(durationS * sampleRate);
  const frameAt = (timeS: number) =>
    Math.max(0, Math.min(wantedFrames, Math.round((timeS - fromS) * sampleRate)));
  let writtenFrames = 0;
  for (const { startS, endS, laterByS } of parts) {
    const [start, end] = [frameAt(startS), frameAt(endS)];
    if (end <= start) continue;
    yield* silence(format, start - writtenFrames);
    yield* readPcm(path, track, format, fromS + start / sampleRate + laterByS, end - start);
    writtenFrames = end;
  }
  yield* silence(format, wantedFrames - writtenFrames);
}

/** Exactly `wantedFrames` sample frames from `fromS`, in the time of the library. */
async function* readPcm(
  path: string,
  track: InputAudioTrack,
  format: SoundFormat,
  fromS: number,
  wantedFrames: number,
): AsyncGenerator<PcmBlock, void> {
  const { sampleRate, channels } = format;
  const durationS = wantedFrames / sampleRate;
  let writtenFrames = 0;
  let isFirst = true;
  for await (using sample of new AudioSampleSink(track).samples(fromS - PREROLL_S, fromS + durationS)) {
    const isRateSure = !isFirst;
    isFirst = false;
    if ((isRateSure && sample.sampleRate !== sampleRate) || sample.numberOfChannels !== channels) {
      throw new MediaProblemError(changedSound(path, format, sample));
    }
    const startFrame = Math.round((sample.timestamp - fromS) * sampleRate);
    yield* silence(format, Math.min(startFrame, wantedFrames) - writtenFrames);
    writtenFrames = Math.max(writtenFrames, Math.min(startFrame, wantedFrames));
    const skipFrames = writtenFrames - startFrame;
    const frameCount = Math.min(sample.numberOfFrames - skipFrames, wantedFrames - writtenFrames);
    if (frameCount <= 0) continue;
    const samples = new Float32Array(frameCount * channels);
    sample.copyTo(samples, { planeIndex: 0, format: 'f32', frameOffset: skipFrames, frameCount });
    yield { sampleRate, channels, samples };
    writtenFrames += frameCount;
  }
  yield* silence(format, wantedFrames - writtenFrames);
}

function* silence(format: SoundFormat, frameCount: number): Generator<PcmBlock> {
  for (let left = frameCount; left > 0; left -= SILENCE_BLOCK_FRAMES) {
    const samples = new Float32Array(Math.min(left, SILENCE_BLOCK_FRAMES) * format.channels);
    yield { ...format, samples };
  }
}

function changedSound(
  path: string,
  { sampleRate, channels }: SoundFormat,
  { sampleRate: newRate, numberOfChannels, timestamp }: AudioSample,
): MediaProblem {
  return {
    code: 'unsupported',
    message:
      `The sound of ${quoteFile(path)} changes at ${timestamp.toFixed(2)} s from ${channels} channels at ` +
      `${sampleRate} Hz to ${numberOfChannels} at ${newRate} Hz.`,
    fix: 'Go on without its sound, or export the clip again with one format of sound.',
  };
}
