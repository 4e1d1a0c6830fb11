import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import {
  AudioSample,
  AudioSampleSource,
  FilePathTarget,
  MovOutputFormat,
  Mp4OutputFormat,
  Output,
  Quality,
  VideoSampleSource,
} from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { readIsoFile } from '../../src/media/iso/read-tracks.ts';
import { probe } from '../../src/media/probe.ts';
import { registerCodecs } from '../../src/media/register-codecs.ts';
import { rgbaToSample } from '../../src/media/rgba-to-sample.ts';
import { barcodeRgba, readBarcode, steadyTimes, writeBarcodeClip } from './barcode-clip.ts';
import { type BoxTree, bytesOf, changeMoov, childOf, putChild, setEdits, table } from './box-tree.ts';
import { ffmpeg, HAS_FFMPEG } from './ffmpeg.ts';
import { collect, mustOpen, mustSucceed, readFrames } from './must-open.ts';
import { fixture, temporaryFolder } from './temp-folder.ts';

const inFolder = temporaryFolder();
const countTo = (count: number, from = 0) => Array.from({ length: count }, (_, i) => from + i);

/** Thirty frames at 24 a second, stored out of order, with their index at the end of the file. */
async function writeClip(path: string, frameCount = 30): Promise<void> {
  const format = new Mp4OutputFormat({ fastStart: false });
  await writeBarcodeClip({ path, format, ...steadyTimes(frameCount, 24) });
}

/** What ffmpeg shows of a barcode clip of 64×48 pixels. */
function barcodesByFfmpeg(path: string): number[] {
  const raw = ffmpeg('-i', path, '-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'rgba', '-');
  const bytes = 64 * 48 * 4;
  return countTo(raw.length / bytes).map((nth) =>
    readBarcode({ width: 64, height: 48, data: raw.subarray(nth * bytes, (nth + 1) * bytes) }),
  );
}

/** Checks what is shown: probed, in one go, each alone, and by ffmpeg. */
async function expectFrames(path: string, expected: number[], { asFfmpeg = true } = {}): Promise<void> {
  expect(mustSucceed(await probe(path))).toMatchObject({ frameCount: expected.length });
  const frames = await readFrames(path);
  expect(frames.map(readBarcode)).toEqual(expected);
  for (const index of [expected.length - 1, expected.length >> 1, 0]) {
    expect((await readFrames(path, { frameIndexes: [index] })).map(readBarcode)).toEqual([expected[index]]);
  }
  if (HAS_FFMPEG && asFfmpeg) expect(barcodesByFfmpeg(path)).toEqual(expected);
}

describe('an edit list', () => {
  it('ends what is shown, and its length is that of the clip', async () => {
    const path = inFolder('cut-at-both-ends.mp4');
    await writeClip(path);
    setEdits(path, [{ durationS: 0.5, mediaS: 0.25 }]);
    await expectFrames(path, countTo(12, 6));
    expect(mustSucceed(await probe(path))).toMatchObject({ fps: 24, variableFps: false, durationS: 0.5 });
  });

  it('that ends within a frame shortens that frame', async () => {
    const path = inFolder('cut-in-frame.mp4');
    await writeClip(path);
    setEdits(path, [{ durationS: 0.4, mediaS: 0 }]);
    await expectFrames(path, countTo(10));
    expect(mustSucceed(await probe(path))).toMatchObject({ durationS: 0.4 });
  });

  it('shows later parts after earlier ones, with the gap between them', async () => {
    const path = inFolder('parts.mp4');
    await writeClip(path);
    setEdits(path, [{ durationS: 0.25, mediaS: 0 }, { durationS: 0.25 }, { durationS: 0.25, mediaS: 0.5 }]);
    // FFmpeg shows the first part again where it has to keep the gap.
    await expectFrames(path, [...countTo(6), ...countTo(6, 12)], { asFfmpeg: false });
    const times = (await readFrames(path)).map(({ timestampS }) => timestampS);
    for (const [index, time] of times.entries()) {
      expect(time).toBeCloseTo(index < 6 ? index / 24 : 0.5 + (index - 6) / 24, 4);
    }
  });

  it('shows parts that come again or go back', async () => {
    const path = inFolder('parts-again.mp4');
    await writeClip(path);
    const [start, middle] = [
      { durationS: 0.25, mediaS: 0 },
      { durationS: 0.25, mediaS: 0.5 },
    ];
    setEdits(path, [middle, start, middle]);
    await expectFrames(path, [...countTo(6, 12), ...countTo(6), ...countTo(6, 12)]);
  });

  it('that plays at another speed is refused with the speed', async () => {
    const path = inFolder('half-speed.mp4');
    await writeClip(path);
    setEdits(path, [{ durationS: 1, mediaS: 0 }]);
    changeMoov(path, (moov) => childOf(moov, 'trak/edts/elst').head.writeInt32BE(0x8000, 16));
    expect(await probe(path)).toMatchObject({
      ok: false,
      problem: { code: 'unsupported', message: expect.stringContaining('0.5 times its speed') },
    });
  });

  it('of a track of sound is heard as it says', async () => {
    const path = inFolder('sound.mov');
    const [sampleRate, length] = [8_000, 8_000];
    const ramp = (at: number) => (at % 4_000) - 2_000;
    await writeRamp(path, sampleRate, length, ramp);
    setEdits(
      path,
      [{ durationS: 0.25, mediaS: 0.5 }, { durationS: 0.125 }, { durationS: 0.25, mediaS: 0.125 }],
      1,
    );
    const video = await mustOpen(path);
    const blocks = await collect(video.audio!.pcm({ fromS: 0, durationS: 1 }));
    video.close();
    const heard = blocks.flatMap(({ samples }) => [...samples].map((value) => Math.round(value * 32_768)));
    const expected = countTo(length).map((at) => {
      if (at < 2_000) return ramp(at + 4_000);
      return at >= 3_000 && at < 5_000 ? ramp(at - 3_000 + 1_000) : 0;
    });
    expect(heard).toEqual(expected);
  });
});

it('every frame of an MP4 whose later frames are in fragments is there', async () => {
  const path = inFolder('partly-fragmented.mp4');
  await writeClip(path);
  const whole = (await readIsoFile(path))!.tracks[0]!.samples(100);
  const inMoov = 4;
  const rest = whole.slice(inMoov);
  const decodeTime = (count: number) =>
    whole.slice(0, count).reduce((sum, { duration }) => sum + duration, 0);
  changeMoov(path, (moov) => {
    const stbl = childOf(moov, 'trak/mdia/minf/stbl');
    const head = whole.slice(0, inMoov);
    const rows = (row: (sample: (typeof whole)[number], place: number) => number[]) => [
      inMoov,
      ...head.flatMap(row),
    ];
    putChild(
      stbl,
      table(
        'stts',
        rows(({ duration }) => [1, duration]),
      ),
    );
    putChild(
      stbl,
      table(
        'ctts',
        rows(({ time }, place) => [1, time - decodeTime(place)]),
      ),
    );
    putChild(stbl, table('stsz', [0, ...rows(({ byteLength }) => [byteLength])]));
    putChild(
      stbl,
      table(
        'stco',
        rows(({ offset }) => [offset]),
      ),
    );
    putChild(stbl, table('stsc', [1, 1, 1, 1]));
    putChild(stbl, table('stss', [1, 1]));
    moov.boxes.push({ type: 'mvex', head: Buffer.alloc(0), boxes: [table('trex', [1, 1, 0, 0, 0])] });
  });
  for (const [from, to] of [
    [0, 10],
    [10, rest.length],
  ] as const) {
    const part = rest.slice(from, to);
    const runs = part.map(({ offset, byteLength, duration, isKey, time }, place) =>
      table(
        'trun',
        [1, offset, duration, byteLength, isKey ? 0 : 0x10000, time - decodeTime(inMoov + from + place)],
        0x01000f01,
      ),
    );
    // Offsets of the runs are counted from the start of the file.
    const traf: BoxTree = {
      type: 'traf',
      head: Buffer.alloc(0),
      boxes: [table('tfhd', [1, 0, 0], 1), table('tfdt', [decodeTime(inMoov + from)]), ...runs],
    };
    const sequence = table('mfhd', [from + 1]);
    appendFileSync(path, bytesOf({ type: 'moof', head: Buffer.alloc(0), boxes: [sequence, traf] }));
  }
  await expectFrames(path, countTo(30));
});

it('sound that goes on in fragments is refused with a way out, and is no silence', async () => {
  const path = inFolder('sound-in-fragments.mov');
  await writeRamp(path, 8_000, 8_000, () => 1_000);
  changeMoov(path, (moov) => {
    const trex = [1, 2].map((id) => table('trex', [id, 1, 0, 0, 0]));
    moov.boxes.push({ type: 'mvex', head: Buffer.alloc(0), boxes: trex });
  });
  const traf: BoxTree = {
    ...{ type: 'traf', head: Buffer.alloc(0) },
    boxes: [table('tfhd', [2]), table('trun', [1, 100, 2], 0x300)],
  };
  const moof = { type: 'moof', head: Buffer.alloc(0), boxes: [table('mfhd', [1]), traf] };
  appendFileSync(path, bytesOf(moof));
  const video = await mustOpen(path);
  await expect(collect(video.audio!.pcm({ fromS: 0, durationS: 1 }))).rejects.toThrow('partly in fragments');
  expect(await readFrames(path)).toHaveLength(10);
  video.close();
});

it('a colour box without its last byte is read as the one it is', async () => {
  const path = inFolder('short-colr.mp4');
  writeFileSync(path, readFileSync(fixture('bt709-in-stream.mp4')));
  changeMoov(path, (moov) => {
    const avc1 = childOf(moov, 'trak/mdia/minf/stbl/stsd/avc1');
    const colr = childOf(avc1, 'colr');
    expect(colr.head.toString('latin1', 0, 4)).toBe('nclx');
    const others = avc1.boxes.filter((box) => box !== colr);
    avc1.boxes = [...others, { ...colr, head: colr.head.subarray(0, 10) }];
  });
  expect(mustSucceed(await probe(path))).toMatchObject({ frameCount: 3, width: 64, height: 48 });
  const [frame] = await readFrames(path, { frameIndexes: [2] });
  const [whole] = await readFrames(fixture('bt709-in-stream.mp4'), { frameIndexes: [2] });
  expect(frame!.data).toEqual(whole!.data);
});

it('the larger of two pictures in a file is shown, wherever it stands', async () => {
  for (const sides of [
    [96, 32],
    [32, 96],
  ]) {
    const path = inFolder(`two-${sides[0]}.mp4`);
    registerCodecs();
    const output = new Output({ format: new Mp4OutputFormat(), target: new FilePathTarget(path) });
    const sources = sides.map(
      () => new VideoSampleSource({ codec: 'avc', quality: new Quality({ quantizer: 20 }) }),
    );
    for (const source of sources) output.addVideoTrack(source);
    await output.start();
    for (const [nth, source] of sources.entries()) {
      const [side, frameCount] = [sides[nth]!, sides[nth] === 96 ? 12 : 48];
      for (let number = 0; number < frameCount; number++) {
        const time = { timestamp: number / frameCount, duration: 1 / frameCount };
        using sample = rgbaToSample(barcodeRgba(number, side, side), side, side, time);
        await source.add(sample);
      }
    }
    await output.finalize();
    const frames = await readFrames(path);
    expect(frames.map(({ width }) => width)).toEqual(Array(12).fill(96));
    expect(frames.map(readBarcode)).toEqual(countTo(12));
  }
});

it('frames to which a coarse clock gives one time come in their order, the last one too', async () => {
  const path = inFolder('coarse.mkv');
  await writeBarcodeClip({ path, container: 'mkv', ...steadyTimes(24, 2000) });
  const frames = await readFrames(path);
  expect(frames.map(readBarcode)).toEqual(countTo(24));
  for (const index of [23, 22, 11, 12]) {
    expect((await readFrames(path, { frameIndexes: [index] })).map(readBarcode)).toEqual([index]);
  }
});

/** A second of grey beside sound whose 16-bit samples are `valueAt` their place. */
async function writeRamp(path: string, sampleRate: number, length: number, valueAt: (at: number) => number) {
  registerCodecs();
  const format = new MovOutputFormat({ fastStart: false });
  const output = new Output({ format, target: new FilePathTarget(path) });
  const video = new VideoSampleSource({ codec: 'avc', quality: new Quality({ quantizer: 30 }) });
  const sound = new AudioSampleSource({ codec: 'pcm-s16' });
  output.addVideoTrack(video);
  output.addAudioTrack(sound);
  await output.start();
  for (let number = 0; number < 10; number++) {
    const time = { timestamp: number / 10, duration: 0.1 };
    using sample = rgbaToSample(new Uint8Array(32 * 32 * 4).fill(128), 32, 32, time);
    await video.add(sample);
  }
  const data = Int16Array.from({ length }, (_, at) => valueAt(at));
  using sample = new AudioSample({ data, format: 's16', numberOfChannels: 1, sampleRate, timestamp: 0 });
  await sound.add(sample);
  await output.finalize();
}
