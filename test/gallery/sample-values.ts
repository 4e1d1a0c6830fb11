import type { ImageValue, ValueKind, ValueTypes, VideoValue } from '../../src/engine/value.ts';
import { pendingAsset } from '../../src/engine/value.ts';

export const CLIP: VideoValue = {
  asset: 'a'.repeat(64),
  name: 'sh010_blockout_v003.mp4',
  width: 1280,
  height: 704,
  fps: 24,
  frameCount: 121,
  durationS: 121 / 24,
  hasAudio: false,
};
export const STILL: ImageValue = { asset: 'b'.repeat(64), name: 'look.png', width: 1280, height: 704 };

/** A value of every kind: a new kind is told here, or nothing compiles. */
export const VALUES: { readonly [K in ValueKind]: ValueTypes[K] } = {
  video: CLIP,
  image: STILL,
  control: { video: CLIP, skipPreprocess: true, preserveOriginal: true, strength: 0.6 },
  keyframes: { first: STILL, mid: STILL, end: STILL },
  lora: { path: 'https://example.com/weights/harbor-night.safetensors', scale: 0.8 },
  loras: [
    { path: 'https://example.com/weights/harbor-night.safetensors', scale: 0.8 },
    { path: 'https://example.com/weights/rain.safetensors', scale: 1 },
  ],
  text: 'A quiet harbor at dusk, wet asphalt, sodium light, long shadows across the quay.',
  number: 0.62,
  boolean: true,
  settings: { from: 'settings', values: { resolution: '720p', num_frames: 121, enhance: true } },
  request: {
    endpoint: 'fal-ai/ltx-2.3/reference-video-to-video',
    input: { prompt: 'A quiet harbor at dusk.', num_frames: 121, video_url: CLIP },
    output: { width: 1280, height: 704, frameCount: 121, fps: 24, hasAudio: false },
    megapixels: 109.04,
    billedMegapixels: 110,
    volumePxFrames: 109_035_520,
    volumeCapPxFrames: 120_000_000,
    fits: true,
    costUsd: 0.2,
    price: { usdPerMegapixel: 0.0018, rounding: 'up', source: 'example', asOf: '2026-11-01' },
    warnings: [],
    fixes: [],
  },
  frames: { frames: [STILL, STILL, STILL], fps: 24 },
  report: { title: '91 % of the volume', lines: ['1280×704 · 121 f', '109.04 MP → 110 MP billed', '$0.20'] },
};

/** Values that are not there yet, or not what they should be. */
export const ODD_VALUES: Readonly<Record<string, { readonly kind: ValueKind; readonly value: unknown }>> = {
  'video, not made yet': { kind: 'video', value: { ...CLIP, asset: pendingAsset('key') } },
  'text, empty': { kind: 'text', value: '' },
  'text, of one long word': { kind: 'text', value: 'harbor'.repeat(60) },
};
