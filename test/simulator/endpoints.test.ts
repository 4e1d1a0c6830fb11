import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeExr, init } from 'exrs';
import { unzipSync } from 'fflate';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDelivery } from '../../src/fal/delivery.ts';
import { ENDPOINTS, endpointById } from '../../src/fal/index.ts';
import { priceOfShape } from '../../src/fal/price.ts';
import { readExrHeader } from '../../src/media/exr/header.ts';
import { openVideo, type VideoInfo } from '../../src/media/open-video.ts';
import { probe } from '../../src/media/probe.ts';
import { renderer } from '../kept-processes.ts';
import {
  colorDistance,
  type Frame,
  meanColor,
  meanDifference,
  readFrames,
  structuralSimilarity,
} from './picture-metrics.ts';
import { CLIP_URL, createRig, type Rig, WIDE } from './rig.ts';
import { writeSampleClip, writeStill } from './sample-media.ts';

const REFERENCE = 'fal-ai/ltx-2.3-quality/reference-video-to-video';
const LORA = `${REFERENCE}/lora`;
const HDR = 'fal-ai/ltx-2.3-quality/hdr';
const STILL = 'fal-ai/ltx-2.3-quality/image-to-video';
const STILL_22B = 'fal-ai/ltx-2.3-22b/image-to-video/lora';
const REFERENCE_22B = 'fal-ai/ltx-2.3-22b/reference-video-to-video/lora';
const STRONG = 'https://weights.example/3DREAL-strong.safetensors';
const SIZE = { width: 192, height: 128 };
const RED: [number, number, number] = [200, 40, 40];
const GREEN: [number, number, number] = [40, 180, 60];
const BLUE: [number, number, number] = [40, 60, 210];

let rig: Rig;
let stills: { red: string; green: string; blue: string };
let controlUrl: string;
beforeAll(async () => {
  rig = await createRig('in process', { clip: WIDE, renderer });
  const still = async (color: [number, number, number]) =>
    rig.upload(await writeStill(rig.dataDir, color), 'image/png');
  stills = { red: await still(RED), green: await still(GREEN), blue: await still(BLUE) };
  // Another shape and length than the reference: 16 frames, 20 fps.
  const control = { path: join(rig.dataDir, 'control.mp4'), width: 96, height: 64, frameCount: 16, fps: 20 };
  controlUrl = await rig.upload(await writeSampleClip(control), 'video/mp4');
  await init();
});
afterAll(() => rig.close());

/** The least input of an endpoint, small and quick. */
function inputOf(id: string, more: object = {}): Record<string, unknown> {
  const { fields } = endpointById(id)!;
  const size = 'resolution' in fields ? (fields.resolution.kind === 'choice' ? '480p' : SIZE) : SIZE;
  return {
    prompt: 'a harbour at dawn',
    num_frames: 17,
    seed: 5,
    ...('resolution' in fields ? { resolution: size } : { video_size: size }),
    ...('video_url' in fields ? { video_url: CLIP_URL } : { image_url: stills.red }),
    ...('loras' in fields && { loras: [{ path: STRONG, scale: 1 }] }),
    ...more,
  };
}

async function result(id: string, more: object = {}) {
  const requestId = await rig.runJob(inputOf(id, more), undefined, id);
  return (await rig.client.queue.result(id, { requestId })).data as Record<string, unknown>;
}

let count = 0;
async function save(url: string): Promise<string> {
  const path = join(rig.dataDir, `file-${count++}`);
  await writeFile(path, new Uint8Array(await (await rig.fetch(url)).arrayBuffer()));
  return path;
}

async function take(id: string, more: object = {}): Promise<Frame[]> {
  return readFrames(await save(readDelivery(endpointById(id)!, await result(id, more))!.file.url));
}

async function refusal(id: string, more: object) {
  const requestId = await rig.runJob(inputOf(id, more), undefined, id);
  const { status, body } = await rig.resultError(requestId, id);
  const [detail] = body.detail as { loc: (string | number)[]; type: string; msg: string }[];
  return { status, ...detail! };
}

/** Frames of a clip as the output would have them, were nothing done to it. */
const plainFrames = (path: string, frameIndexes: number[]) =>
  readFrames(path, { frameIndexes, width: 228, height: 128 }).then((frames) =>
    frames.map(({ height, data, width }) => {
      const left = (width - SIZE.width) / 2;
      const rows = Array.from({ length: height }, (_, y) =>
        data.subarray((y * width + left) * 4, (y * width + left + SIZE.width) * 4),
      );
      return { ...SIZE, data: new Uint8Array(Buffer.concat(rows)) };
    }),
  );

/** A picture without the rows of the burnt-in mark, whose edges are harder than any other. */
const above = ({ width, height, data }: Frame): Frame => {
  const rows = Math.floor(height * 0.85);
  return { width, height: rows, data: data.subarray(0, rows * width * 4) };
};

describe.each(ENDPOINTS.map(({ id }) => ({ id })))('$id', ({ id }) => {
  test('delivers what its contract promises, and is billed by it', async () => {
    const endpoint = endpointById(id)!;
    const requestId = await rig.runJob(inputOf(id), undefined, id);
    const answer = await rig.json<Record<string, unknown>>(
      `https://queue.fal.run/${id.split('/').slice(0, 2).join('/')}/requests/${requestId}`,
    );
    expect(answer.status).toBe(200);
    const delivery = readDelivery(endpoint, answer.body)!;
    expect(delivery).toMatchObject({ seed: 5, prompt: expect.stringContaining('a harbour at dawn') });
    const opened = await openVideo(await save(delivery.file.url));
    if (!opened.ok) throw new Error(opened.problem.message);
    const { width, height, frameCount, fps, audio } = opened.value.info;
    opened.value.close();
    const kind = endpoint.fields[endpoint.sourceField]!.kind;
    const source =
      kind === 'video'
        ? { width: 128, height: 72, frameCount: 12, fps: 24 }
        : { width: 416, height: 224, frameCount: 1, fps: 24 };
    const { output } = endpoint.shape(endpoint.input.parse(inputOf(id)), source);
    expect({ width, height, frameCount, fps }).toEqual(output);
    expect(audio).not.toBeNull();
    const { billedMegapixels } = priceOfShape(output, endpoint.price);
    expect(Number(answer.headers.get('x-fal-billable-units'))).toBeCloseTo(billedMegapixels, 9);
  });
});

describe('keyframes', () => {
  test('pull the look at the start, the middle and the end', async () => {
    const plain = await take(REFERENCE);
    const keyed = await take(REFERENCE, {
      image_url: stills.red,
      mid_image_url: stills.green,
      end_image_url: stills.blue,
    });
    const colors = [RED, GREEN, BLUE];
    for (const [place, frame] of [0, 8, 16].entries()) {
      const distances = colors.map((color) => colorDistance(meanColor(keyed[frame]!), color));
      expect(Math.min(...distances)).toBe(distances[place]);
      expect(distances[place]).toBeLessThan(colorDistance(meanColor(plain[frame]!), colors[place]!) * 0.6);
    }
  });

  test('the middle and the end need the first', async () => {
    for (const field of ['mid_image_url', 'end_image_url']) {
      const error = await refusal(REFERENCE, { [field]: stills.green });
      expect(error).toMatchObject({ status: 422, loc: ['body', field], type: 'value_error' });
    }
  });
});

describe('a control video', () => {
  const likeness = async (more: object) => {
    const [frame] = await take(REFERENCE, { control_video_url: controlUrl, ...more });
    const [control] = await plainFrames(join(rig.dataDir, 'control.mp4'), [0]);
    return structuralSimilarity(above(frame!), above(control!));
  };

  test('drives the structure, the more the stronger, and only when it is ready', async () => {
    const ignored = await likeness({});
    const weak = await likeness({ skip_control_preprocess: true, video_strength: 0.2 });
    const strong = await likeness({ skip_control_preprocess: true, video_strength: 0.95 });
    expect(weak).toBeGreaterThan(ignored);
    expect(strong).toBeGreaterThan(weak + 0.1);
  });

  test('is spread over the whole output', async () => {
    const steered = { control_video_url: controlUrl, skip_control_preprocess: true, video_strength: 1 };
    const frames = await take(REFERENCE, { ...steered, num_frames: 25 });
    const [first, last] = await plainFrames(join(rig.dataDir, 'control.mp4'), [0, 15]);
    const end = above(frames[24]!);
    expect(structuralSimilarity(end, above(last!))).toBeGreaterThan(structuralSimilarity(end, above(first!)));
  });

  test('lets the original be preserved: the lower the strength, the closer', async () => {
    const [base] = await plainFrames(join(rig.dataDir, 'blockout.mp4'), [0]);
    const distance = async (strength: number) => {
      const kept = { control_video_url: controlUrl, skip_control_preprocess: true };
      const [frame] = await take(REFERENCE, { ...kept, preserve_original_video: true, strength });
      return meanDifference(above(frame!), above(base!));
    };
    const [close, half, far] = [await distance(0.1), await distance(0.5), await distance(1)];
    expect(close).toBeLessThan(half);
    expect(half).toBeLessThan(far);
  });

  test('is needed for that, and has to be ready', async () => {
    for (const more of [{}, { control_video_url: controlUrl }, { skip_control_preprocess: true }]) {
      expect(await refusal(REFERENCE, { preserve_original_video: true, ...more })).toMatchObject({
        status: 422,
        loc: ['body', 'preserve_original_video'],
      });
    }
  });
});

describe('LoRAs', () => {
  const distance = async (more: object) => {
    const [base] = await plainFrames(join(rig.dataDir, 'blockout.mp4'), [0]);
    const [frame] = await take(LORA, { prompt: '3DREAL. a harbour', ...more });
    return meanDifference(above(frame!), above(base!));
  };
  const at = (scale: number, path = STRONG) => ({ loras: [{ path, scale }] });

  test('act by their scale, and 3DREAL only with its word in the prompt', async () => {
    const [weak, strong] = [await distance(at(0.2)), await distance(at(1))];
    expect(strong).toBeGreaterThan(weak * 1.3);
    expect(await distance({ ...at(1), prompt: 'a harbour' })).toBeLessThan(strong);
    expect(await distance(at(1, STRONG.replace('strong', 'light')))).toBeLessThan(strong);
  });

  test('each have a look of their own', async () => {
    const [a, b, again] = await Promise.all(
      ['a', 'b', 'a'].map((name) => take(LORA, at(1, `https://weights.example/${name}.safetensors`))),
    );
    expect(meanDifference(a![0]!, b![0]!)).toBeGreaterThan(1);
    expect(meanDifference(a![0]!, again![0]!)).toBe(0);
  });

  test('are at most three', async () => {
    const loras = Array.from({ length: 4 }, () => ({ path: STRONG }));
    expect(await refusal(LORA, { loras })).toMatchObject({
      status: 422,
      loc: ['body', 'loras'],
      type: 'sequence_too_long',
    });
  });

  test.each([
    'http://127.0.0.1:8000/a.safetensors',
    'https://localhost/a.safetensors',
    'https://192.168.1.5/a.safetensors',
    'https://10.0.0.1/a.safetensors',
    'https://169.254.169.254/latest/meta-data',
    'https://100.64.1.1/a.safetensors',
    'https://[::1]/a.safetensors',
    'https://[fd00::1]/a.safetensors',
    'https://[::ffff:10.0.0.1]/a.safetensors',
    'https://nas.local/a.safetensors',
    'file:///etc/passwd',
    'a.safetensors',
  ])('are never fetched from %s', async (path) => {
    expect(await refusal(LORA, { loras: [{ path: STRONG }, { path }] })).toMatchObject({
      status: 422,
      loc: ['body', 'loras', 1, 'path'],
      type: 'file_download_error',
    });
  });
});

describe('a still in motion', () => {
  test('begins like the still, the closer the stronger', async () => {
    const start = async (image_strength: number) => {
      const frames = await take(STILL, { image_strength });
      expect(meanDifference(frames[0]!, frames[16]!)).toBeGreaterThan(1);
      return colorDistance(meanColor(frames[0]!), RED);
    };
    expect(await start(1)).toBeLessThan(await start(0.1));
  });

  test('shows all of the still at first, then comes closer', async () => {
    const path = join(import.meta.dirname, '../../resources/sample/harbor-first-frame.jpg');
    const image_url = await rig.upload(path, 'image/jpeg');
    const { data } = await sharp(path)
      .resize(SIZE.width, SIZE.height, { fit: 'cover' })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const still = above({ ...SIZE, data: new Uint8Array(data) });
    const frames = await take(STILL, { image_url });
    const [first, last] = [frames[0]!, frames[16]!].map((frame) => structuralSimilarity(above(frame), still));
    expect(first).toBeGreaterThan(0.95);
    expect(last).toBeLessThan(first! - 0.1);
    const backward = { image_url, interpolation_direction: 'backward' };
    const turned = await take(STILL_22B, backward);
    expect(structuralSimilarity(above(turned[16]!), still)).toBeGreaterThan(0.9);
  });

  test('goes the way of its seed', async () => {
    const [a, b] = [await take(STILL, { seed: 1 }), await take(STILL, { seed: 2 })];
    expect(meanDifference(a[16]!, b[16]!)).toBeGreaterThan(1);
  });

  test('meets its end frame, or runs backward to its first', async () => {
    const ending = await take(STILL_22B, { end_image_url: stills.blue });
    expect(colorDistance(meanColor(ending[16]!), BLUE)).toBeLessThan(
      colorDistance(meanColor(ending[0]!), BLUE),
    );
    const [forward, backward] = [
      await take(STILL_22B, { end_image_url: stills.blue }),
      await take(STILL_22B, { end_image_url: stills.blue, interpolation_direction: 'backward' }),
    ];
    expect(colorDistance(meanColor(backward[0]!), BLUE)).toBeLessThan(
      colorDistance(meanColor(forward[0]!), BLUE),
    );
  });
});

describe('the 22B model', () => {
  test('follows the length and the rate of its reference unless told otherwise', async () => {
    expect(await take(REFERENCE_22B)).toHaveLength(9);
    const free = { match_video_length: false, match_input_fps: false, fps: 12 };
    const data = await result(REFERENCE_22B, free);
    expect(data.video).toMatchObject({ num_frames: 17, fps: 12 });
  });

  test.each([
    ['X264 (.mp4)', 'video/mp4', 'mp4', 'avc'],
    ['VP9 (.webm)', 'video/webm', 'webm', 'vp9'],
    ['PRORES4444 (.mov)', 'video/quicktime', 'mov', 'prores'],
  ])('writes %s', async (video_output_type, content_type, container, codec) => {
    const data = (await result(REFERENCE_22B, { video_output_type, generate_audio: true })) as {
      video: { url: string };
    };
    expect(data.video).toMatchObject({ content_type, file_name: expect.stringMatching(`\\.${container}$`) });
    const probed = await probe(await save(data.video.url));
    if (!probed.ok) throw new Error(probed.problem.message);
    expect(probed.value).toMatchObject({ kind: 'video', container, codec, frameCount: 9, ...SIZE });
    expect((probed.value as VideoInfo).audio).not.toBeNull();
  });

  test('writes no GIF, and says so', async () => {
    expect(await refusal(STILL_22B, { video_output_type: 'GIF (.gif)' })).toMatchObject({
      status: 422,
      loc: ['body', 'video_output_type'],
      type: 'feature_not_supported',
    });
  });
});

describe('HDR', () => {
  test('brings one half-float EXR for each frame, with light above white', async () => {
    const data = (await result(HDR, { num_frames: 9 })) as {
      preview_video: { url: string };
      exr_frames_url: { url: string; content_type: string; file_name: string; file_size: number };
    };
    const archive = await readFile(await save(data.exr_frames_url.url));
    expect(data.exr_frames_url).toMatchObject({
      content_type: 'application/zip',
      file_name: expect.stringMatching(/_exr_frames\.zip$/),
      file_size: archive.length,
    });
    const files = unzipSync(new Uint8Array(archive));
    const names = Object.keys(files);
    expect(names).toEqual(Array.from({ length: 9 }, (_, frame) => `frame_0000${frame}.exr`));
    const preview = await readFrames(await save(data.preview_video.url));
    for (const [place, name] of names.entries()) {
      expect(readExrHeader(Buffer.from(files[name]!))).toMatchObject({
        ok: true,
        file: {
          parts: [
            {
              displayWindow: SIZE,
              channels: ['B', 'G', 'R'].map((channel) => ({ name: channel, type: 'half' })),
              compression: 'ZIP',
            },
          ],
        },
      });
      const rgb = decodeExr(files[name]!).layers[0]!.getInterleavedPixels(['R', 'G', 'B'])!;
      expect(Math.max(...rgb)).toBeGreaterThan(1);
      // Where the preview is not bright, the EXR holds its linear light.
      const at = brightnessOrder(preview[place]!)[0]!;
      const linear = ((preview[place]!.data[4 * at]! / 255 + 0.055) / 1.055) ** 2.4;
      expect(rgb[3 * at]).toBeCloseTo(linear, 1);
    }
  });
});

/** Pixels from dark to bright. */
function brightnessOrder({ data }: Frame): number[] {
  const luma = (pixel: number) => data[4 * pixel]! + 2 * data[4 * pixel + 1]! + data[4 * pixel + 2]!;
  return Array.from({ length: data.length / 4 }, (_, pixel) => pixel).sort((a, b) => luma(a) - luma(b));
}
