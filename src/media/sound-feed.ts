import type { PcmBlock } from './audio-access.ts';
import type { VideoWriter } from './write-video.ts';

/**
 * Moves sound to the writer step by step, so that picture and sound lie side by side in the file. The result
 * writes until `untilS` seconds are reached.
 */
export function soundFeed(
  writer: VideoWriter,
  sound: AsyncGenerator<PcmBlock, void>,
): (untilS: number) => Promise<void> {
  let positionS = 0;
  return async (untilS) => {
    while (positionS < untilS) {
      const next = await sound.next();
      if (next.done) return;
      const { samples, channels, sampleRate } = next.value;
      await writer.addAudio(samples);
      positionS += samples.length / channels / sampleRate;
    }
  };
}
