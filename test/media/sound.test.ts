import {
  type AudioCodec,
  AudioSample,
  AudioSampleSource,
  FilePathTarget,
  Mp4OutputFormat,
  Output,
  Quality,
  VideoSampleSource,
} from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { conform } from '../../src/media/conform.ts';
import { registerCodecs } from '../../src/media/register-codecs.ts';
import { rgbaToSample } from '../../src/media/rgba-to-sample.ts';
import { patchBox } from './mp4-boxes.ts';
import { collect, mustOpen, mustSucceed } from './must-open.ts';
import { temporaryFolder } from './temp-folder.ts';

const inFolder = temporaryFolder();
const AMPLITUDE = 0.5;
const SIDE = 32;

type Sound = {
  codec: AudioCodec;
  sampleRate: number;
  channels: number;
  /** AudioSpecificConfig instead of the encoder's. */
  description?: Uint8Array;
};

/** Writes a second of a 400 Hz tone beside a grey picture. */
async function writeTone(path: string, { codec, sampleRate, channels, description }: Sound): Promise<void> {
  registerCodecs();
  const output = new Output({
    format: new Mp4OutputFormat({ fastStart: 'in-memory' }),
    target: new FilePathTarget(path),
  });
  const video = new VideoSampleSource({ codec: 'avc', quality: new Quality({ quantizer: 30 }) });
  const sound = new AudioSampleSource({ codec, quality: new Quality({ bitrate: 128_000 }) });
  output.addVideoTrack(video, { frameRate: 10 });
  const decoderConfig = { codec: 'mp4a.40.2', sampleRate, numberOfChannels: channels, description };
  output.addAudioTrack(sound, description ? { decoderConfig } : {});
  await output.start();
  for (let frame = 0; frame < 10; frame++) {
    const time = { timestamp: frame / 10, duration: 0.1 };
    using sample = rgbaToSample(new Uint8Array(SIDE * SIDE * 4).fill(128), SIDE, SIDE, time);
    await video.add(sample);
  }
  for (let at = 0; at < sampleRate; at += 1024) {
    const data = Float32Array.from(
      { length: 1024 * channels },
      (_, i) => AMPLITUDE * Math.sin((2 * Math.PI * 400 * (at + Math.floor(i / channels))) / sampleRate),
    );
    const layout = { format: 'f32', numberOfChannels: channels, sampleRate } as const;
    using sample = new AudioSample({ data, ...layout, timestamp: at / sampleRate });
    await sound.add(sample);
  }
  await output.finalize();
}

/** Root mean square of the middle half of a second, and how often it crosses zero upwards. */
async function measure(path: string) {
  const video = await mustOpen(path);
  const info = video.info.audio!;
  const blocks = await collect(video.audio!.pcm({ fromS: 0.25, durationS: 0.5 }));
  video.close();
  const first = blocks.flatMap(({ samples }) => [...samples].filter((_, i) => i % info.channels === 0));
  const rms = Math.sqrt(first.reduce((sum, value) => sum + value * value, 0) / first.length);
  const crossings = first.filter((value, at) => at > 0 && first[at - 1]! < 0 && value >= 0).length;
  return { rms, hertz: 2 * crossings, lengthS: first.length / info.sampleRate, info };
}

const RMS = AMPLITUDE / Math.SQRT2;

describe('sound is what its decoder says, whatever its container says', () => {
  /** The first sample entry of the second track: channels at byte 24, rate (16.16) at byte 32. */
  const patchSoundHeader = (path: string, change: (entry: Buffer) => void) =>
    patchBox(path, 'moov', (moov) => change(moov.subarray(moov.indexOf('mp4a') - 4)));

  it('mono MP3 under a stereo header of another rate', async () => {
    const path = inFolder('mp3.mp4');
    await writeTone(path, { codec: 'mp3', sampleRate: 48_000, channels: 1 });
    patchSoundHeader(path, (entry) => {
      entry.writeUInt16BE(2, 24);
      entry.writeUInt16BE(24_000, 32);
    });
    const { info, rms, hertz, lengthS } = await measure(path);
    expect(info).toEqual({ codec: 'mp3', sampleRate: 48_000, channels: 1 });
    expect(rms).toBeCloseTo(RMS, 1);
    expect(hertz).toBeCloseTo(400, -1);
    expect(lengthS).toBe(0.5);
  });

  // LC at 24 kHz, then the sync words that announce SBR at 48 kHz (ISO/IEC 14496-3, clause 1.6.6).
  it('HE-AAC that is listed at half its rate', async () => {
    const path = inFolder('he-aac.mp4');
    const description = Uint8Array.of(0x13, 0x08, 0x56, 0xe5, 0x98);
    await writeTone(path, { codec: 'aac', sampleRate: 24_000, channels: 1, description });
    const { info, rms, hertz, lengthS } = await measure(path);
    expect(info).toMatchObject({ codec: 'aac', sampleRate: 48_000 });
    expect(rms).toBeCloseTo(RMS, 1);
    expect(hertz).toBeCloseTo(400, -1);
    expect(lengthS).toBe(0.5);
  });

  it('and is carried over by conform', async () => {
    const path = inFolder('conformed-from.mp4');
    await writeTone(path, { codec: 'mp3', sampleRate: 44_100, channels: 1 });
    patchSoundHeader(path, (entry) => entry.writeUInt16BE(2, 24));
    const [outPath, partPath] = [inFolder('conformed.mp4'), inFolder('conformed.part')];
    const request = { path, outPath, partPath, fit: 'stretch', keepAudio: true } as const;
    const { notes } = mustSucceed(await conform(request, { progress: () => {} }));
    const { info, rms, hertz } = await measure(outPath);
    expect(notes).toEqual([]);
    expect(info).toEqual({ codec: 'aac', sampleRate: 44_100, channels: 1 });
    expect(rms).toBeCloseTo(RMS, 1);
    expect(hertz).toBeCloseTo(400, -1);
  });
});
