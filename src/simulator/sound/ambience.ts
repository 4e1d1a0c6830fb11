import type { PcmBlock } from '../../media/audio-access.ts';
import { hashText, seededRandom } from '../seeded-random.ts';
import type { SoundTrack } from './sound-track.ts';

const SAMPLE_RATE = 48_000;
/** Peak of the quiet bed, about -24 dBFS. */
const LEVEL = 0.06;
const BLOCK_FRAMES = 4096;

/** A quiet synthesized room: low-passed noise that swells slowly, a little different on both sides. */
export function ambience(durationS: number, seed: number): SoundTrack {
  return { sampleRate: SAMPLE_RATE, channels: 2, blocks: blocks(Math.round(durationS * SAMPLE_RATE), seed) };
}

async function* blocks(frameCount: number, seed: number): AsyncGenerator<PcmBlock, void> {
  const random = seededRandom(seed ^ hashText('ambience'));
  const swellHz = 0.15 + random() * 0.2;
  const smoothing = 0.02 + random() * 0.02;
  const sides = [0, 0];
  for (let start = 0; start < frameCount; start += BLOCK_FRAMES) {
    const count = Math.min(BLOCK_FRAMES, frameCount - start);
    const samples = new Float32Array(count * 2);
    for (let i = 0; i < count; i++) {
      const swell = 0.75 + 0.25 * Math.sin((2 * Math.PI * swellHz * (start + i)) / SAMPLE_RATE);
      for (let side = 0; side < 2; side++) {
        sides[side]! += smoothing * (random() * 2 - 1 - sides[side]!);
        samples[i * 2 + side] = LEVEL * swell * Math.max(-1, Math.min(1, sides[side]! * 5));
      }
    }
    yield { sampleRate: SAMPLE_RATE, channels: 2, samples };
  }
}
