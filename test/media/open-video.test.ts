import { ALL_FORMATS, EncodedPacketSink, FilePathSource, Input } from 'mediabunny';
import { beforeAll, describe, expect, it } from 'vitest';
import { isReordered, readBarcode, steadyTimes, writeBarcodeClip } from './barcode-clip.ts';
import { collect, mustOpen, readFrames } from './must-open.ts';
import { fixture, temporaryFolder } from './temp-folder.ts';

const inFolder = temporaryFolder();
const countTo = (count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i);

describe.each([
  { container: 'mp4', codec: 'avc' },
  { container: 'mp4', codec: 'hevc' },
  { container: 'mp4', codec: 'av1' },
  { container: 'mov', codec: 'avc' },
  { container: 'mov', codec: 'prores' },
  { container: 'webm', codec: 'vp9' },
  { container: 'webm', codec: 'av1' },
  { container: 'mkv', codec: 'avc' },
  { container: 'mkv', codec: 'vp8' },
] as const)('a clip in $container with $codec', ({ container, codec }) => {
  const path = inFolder(`${codec}.${container}`);
  beforeAll(() => writeBarcodeClip({ path, container, codec, ...steadyTimes(30, 24) }));

  it('is described exactly', async () => {
    const video = await mustOpen(path);
    video.close();
    expect(video.info).toMatchObject({
      ...{
        container,
        codec,
        width: 64,
        height: 48,
        rotation: 0,
        frameCount: 30,
        fps: 24,
        variableFps: false,
      },
      audio: null,
    });
    expect(video.info.durationS).toBeCloseTo(30 / 24, 2);
  });

  it('gives every frame once and in order', async () => {
    const frames = await readFrames(path);
    expect(frames.map(({ index }) => index)).toEqual(countTo(30));
    expect(frames.map(readBarcode)).toEqual(countTo(30));
  });

  it('gives single frames by index', async () => {
    const frameIndexes = [0, 3, 7, 7, 23, 24, 29];
    const frames = await readFrames(path, { frameIndexes });
    expect(frames.map(readBarcode)).toEqual(frameIndexes);
  });
});

describe('frame access', () => {
  const path = inFolder('long.mp4');
  beforeAll(() => writeBarcodeClip({ path, ...steadyTimes(100, 30) }));

  it('is tested on a clip whose frames are stored out of order', async () => {
    const input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS });
    const track = await input.getPrimaryVideoTrack();
    expect(await isReordered(new EncodedPacketSink(track!))).toBe(true);
    input.dispose();
  });

  it('finds each frame when asked for it alone', async () => {
    const video = await mustOpen(path);
    for (const index of [0, 1, 28, 29, 30, 31, 59, 60, 61, 98, 99]) {
      const [frame] = await collect(video.frames({ frameIndexes: [index] }));
      expect([frame!.index, readBarcode(frame!)]).toEqual([index, index]);
      expect(frame!.timestampS).toBeCloseTo(index / 30, 6);
    }
    video.close();
  });

  it('takes ranges with both ends, and every nth frame', async () => {
    expect((await readFrames(path, { fromFrame: 40, toFrame: 43 })).map(readBarcode)).toEqual([
      40, 41, 42, 43,
    ]);
    const every = await readFrames(path, { fromFrame: 10, everyNth: 30 });
    expect(every.map(readBarcode)).toEqual([10, 40, 70]);
  });

  it('gives repeated frames buffers of their own', async () => {
    const [first, second] = await readFrames(path, { frameIndexes: [5, 5], width: 32, height: 24 });
    first!.data.fill(0);
    expect(readBarcode(second!)).toBe(5);
  });

  it('scales to the asked size and keeps the aspect ratio for one side', async () => {
    const [both] = await readFrames(path, { frameIndexes: [77], width: 40, height: 20 });
    expect([both!.width, both!.height, both!.data.length, readBarcode(both!)]).toEqual([
      40,
      20,
      40 * 20 * 4,
      77,
    ]);
    const [one] = await readFrames(path, { frameIndexes: [77], width: 32 });
    expect([one!.width, one!.height, readBarcode(one!)]).toEqual([32, 24, 77]);
  });

  it('refuses frames that do not exist', async () => {
    await expect(readFrames(path, { frameIndexes: [100] })).rejects.toThrow(
      'Frame 100 is not one of 0 to 99',
    );
  });

  it('can stop early and start again', async () => {
    const video = await mustOpen(path);
    for await (const frame of video.frames()) if (frame.index === 3) break;
    expect((await collect(video.frames({ toFrame: 1 }))).map(readBarcode)).toEqual([0, 1]);
    video.close();
  });
});

describe('unusual clips', () => {
  it('gives the right frames of a varying rate', async () => {
    const path = inFolder('varying.mp4');
    const timestampsS = [0, 0.033, 0.067, 0.2, 0.21, 0.5, 0.9, 0.933];
    await writeBarcodeClip({ path, timestampsS, lastDurationS: 0.033 });
    const video = await mustOpen(path);
    expect(video.info).toMatchObject({ frameCount: 8, variableFps: true });
    const frames = await collect(video.frames());
    expect(frames.map(readBarcode)).toEqual(countTo(8));
    for (const { index, timestampS } of frames) expect(timestampS).toBeCloseTo(timestampsS[index]!, 3);
    const [alone] = await collect(video.frames({ frameIndexes: [4] }));
    expect(readBarcode(alone!)).toBe(4);
    video.close();
  });

  it('turns a rotated clip upright', async () => {
    const path = inFolder('rotated.mp4');
    await writeBarcodeClip({ path, rotation: 90, ...steadyTimes(3, 30) });
    const video = await mustOpen(path);
    expect(video.info).toMatchObject({ width: 48, height: 64, rotation: 90 });
    const [frame] = await collect(video.frames({ frameIndexes: [1] }));
    video.close();
    expect([frame!.width, frame!.height]).toEqual([48, 64]);
    // Frame 1 is black but for its right eighth, which a clockwise quarter turn puts at the bottom.
    const middleOfRow = (row: number) => frame!.data[(row * 48 + 24) * 4]!;
    expect([middleOfRow(2), middleOfRow(30), middleOfRow(61)].map((v) => v > 128)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('starts at the first frame that an edit list shows', async () => {
    const frames = await readFrames(fixture('cut-by-edit-list.mp4'));
    expect(frames.map(readBarcode)).toEqual(countTo(31, 29));
    expect(frames.map(({ index }) => index)).toEqual(countTo(31));
  });

  it('is exact around key frames of open groups of pictures', async () => {
    const path = fixture('open-gop.mp4');
    expect((await readFrames(path)).map(readBarcode)).toEqual(countTo(48));
    const frameIndexes = [9, 10, 11, 12, 13, 22, 23, 24, 35, 36, 47];
    expect((await readFrames(path, { frameIndexes })).map(readBarcode)).toEqual(frameIndexes);
  });

  it('shows square pixels of an anamorphic clip', async () => {
    const [frame] = await readFrames(fixture('anamorphic.mp4'), { frameIndexes: [5] });
    expect([frame!.width, frame!.height, readBarcode(frame!)]).toEqual([128, 64, 5]);
  });

  it('reads full-range levels as they are meant', async () => {
    const [frame] = await readFrames(fixture('full-range.mp4'), { frameIndexes: [3] });
    const levels = [...frame!.data].filter((_, i) => i % 4 === 0);
    expect(Math.min(...levels)).toBeLessThan(12);
    expect(Math.max(...levels)).toBeGreaterThan(243);
    expect(readBarcode(frame!)).toBe(3);
  });

  it('opens a clip of a single frame', async () => {
    const path = inFolder('single.mp4');
    await writeBarcodeClip({ path, ...steadyTimes(1, 24) });
    const video = await mustOpen(path);
    expect(video.info).toMatchObject({ frameCount: 1, fps: 24 });
    expect((await collect(video.frames())).map(readBarcode)).toEqual([0]);
    video.close();
  });
});

describe('sound', () => {
  it('comes in the exact length asked, silence included', async () => {
    const video = await mustOpen(fixture('hoverbike-sound-30f.mp4'));
    expect(video.info.audio).toEqual({ codec: 'aac', sampleRate: 48_000, channels: 1 });
    for (const range of [
      { fromS: 0, durationS: 1 },
      { fromS: 0.4321, durationS: 0.05 },
      { fromS: 0.9, durationS: 1 },
    ]) {
      const blocks = await collect(video.audio!.pcm(range));
      const frames = blocks.reduce((sum, { samples, channels }) => sum + samples.length / channels, 0);
      expect(frames).toBe(Math.round(range.durationS * 48_000));
    }
    const tail = await collect(video.audio!.pcm({ fromS: 2, durationS: 0.1 }));
    expect(tail.every(({ samples }) => samples.every((value) => value === 0))).toBe(true);
    video.close();
  });
});
