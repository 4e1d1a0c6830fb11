import { rename, rm } from 'node:fs/promises';
import { FilePathTarget, Output, type VideoSample, VideoSampleSource } from 'mediabunny';
import { partialPath } from '../files/partial-path.ts';
import { type AudioFormat, aacDecoderConfig, createAudioFeed, maxAudioPackets } from './audio-feed.ts';
import { colorTagsOf } from './av-frame.ts';
import { exactFps } from './frame-rate.ts';
import type { ColorTags } from './picture-color.ts';
import { registerCodecs } from './register-codecs.ts';
import { rgbaToSample } from './rgba-to-sample.ts';
import { CONTAINERS, encodingQuality, type VideoContainer, type VideoQuality } from './video-container.ts';
import { webColorOf } from './web-color.ts';

export type VideoWriterOptions = {
  path: string;
  /** Where the file grows until `finish`; default a hidden name beside `path`. */
  partPath?: string;
  /** Even numbers of pixels. */
  width: number;
  height: number;
  /** Frames per second; 23.976 and its kin mean n/1.001. */
  fps: number;
  quality: VideoQuality;
  /** Kind of file; default `mp4`. */
  container?: VideoContainer;
  /** `fast` encodes about four times as fast into Baseline profile and files about twice as large. */
  effort?: 'normal' | 'fast';
  /** Longest distance of two key frames in seconds; default 1, for quick seeking. */
  keyFrameIntervalS?: number;
  /** Adds an AAC track; 1 or 2 channels. */
  audio?: AudioFormat;
  /** If known, the file is written straight through instead of being held in memory until `finish`. */
  maxFrameCount?: number;
};

export type VideoWriter = {
  /** Adds the next frame from RGBA rows of the writer's size; the buffer is free again afterwards. */
  addFrame(rgba: Uint8Array | Uint8ClampedArray): Promise<void>;
  /**
   * Adds the next frame from a picture of the writer's size, for MP4 8-bit 4:2:0; the caller still owns it. The file
   * says the colour that the first picture says.
   */
  addSample(sample: VideoSample): Promise<void>;
  /** Appends sound: interleaved 32-bit floats, contiguous from time 0. */
  addAudio(samples: Float32Array): Promise<void>;
  /** Completes the file and gives it its name. */
  finish(): Promise<{ frameCount: number; durationS: number }>;
  /** Drops the unfinished file. */
  discard(): Promise<void>;
};

/**
 * Writes H.264 (High profile, 4:2:0, BT.709) and AAC into an MP4 whose index comes first, or what another container
 * holds.
 */
export async function createVideoWriter(options: VideoWriterOptions): Promise<VideoWriter> {
  const { width, height, audio, container = 'mp4' } = options;
  const coding = CONTAINERS[container];
  if (width < 2 || height < 2 || width % 2 || height % 2) {
    throw new RangeError(`4:2:0 needs even sides of at least 2 pixels, not ${width}×${height}.`);
  }
  registerCodecs();
  const fps = exactFps(options.fps);
  const partPath = options.partPath ?? partialPath(options.path);
  const fastStart = options.maxFrameCount === undefined ? 'in-memory' : 'reserve';
  const output = new Output({
    format: coding.format(fastStart),
    target: new FilePathTarget(partPath),
  });
  let color: ColorTags | null = null;
  const video = videoSource(options, () => color);
  output.addVideoTrack(video, { frameRate: fps, maximumPacketCount: options.maxFrameCount });
  const sound = audio ? createAudioFeed(audio, coding.audio) : null;
  if (sound && audio) {
    const { maxFrameCount } = options;
    const maximumPacketCount =
      maxFrameCount === undefined ? undefined : maxAudioPackets(maxFrameCount / fps, audio);
    const decoderConfig = coding.audio === 'aac' ? aacDecoderConfig(audio) : undefined;
    output.addAudioTrack(sound.source, { maximumPacketCount, decoderConfig });
  }
  await output.start();

  let frameCount = 0;
  const addSample = async (sample: VideoSample) => {
    color ??= colorTagsOf(sample);
    using timed = sample.clone();
    timed.setTimestamp(frameCount / fps);
    timed.setDuration(1 / fps);
    frameCount++;
    await video.add(timed);
  };
  return {
    addSample,
    async addFrame(rgba) {
      if (rgba.length !== width * height * 4) {
        throw new RangeError(
          `A frame of ${width}×${height} has ${width * height * 4} bytes, not ${rgba.length}.`,
        );
      }
      using sample = rgbaToSample(rgba, width, height);
      await addSample(sample);
    },
    async addAudio(samples) {
      if (!sound) throw new Error('This writer was created without audio.');
      await sound.add(samples);
    },
    async finish() {
      await sound?.end();
      await output.finalize();
      await rename(partPath, options.path);
      return { frameCount, durationS: frameCount / fps };
    },
    async discard() {
      if (output.state === 'started') await output.cancel();
      await rm(partPath, { force: true });
    },
  };
}

function videoSource(options: VideoWriterOptions, color: () => ColorTags | null) {
  const { quality, effort, keyFrameIntervalS = 1, container = 'mp4' } = options;
  return new VideoSampleSource({
    ...CONTAINERS[container].video,
    quality: encodingQuality(container, quality),
    latencyMode: effort === 'fast' ? 'realtime' : 'quality',
    keyFrameInterval: keyFrameIntervalS,
    onEncodedPacket: (_packet, meta) => {
      // What the encoder says about it is incomplete.
      const said = color();
      if (meta?.decoderConfig && said) meta.decoderConfig.colorSpace = webColorOf(said);
    },
  });
}
