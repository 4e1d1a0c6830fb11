import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { APP, CLIP_URL, createRig, ENDPOINT, type Rig, SMALL } from './rig.ts';
import { writeSampleClip } from './sample-media.ts';

interface Detail {
  readonly loc: (string | number)[];
  readonly type: string;
  readonly msg: string;
}

describe('what the model says of its input', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await createRig('in process');
  });
  afterAll(() => rig.close());

  async function refusal(input: Record<string, unknown>) {
    const id = await rig.runJob(input);
    const answer = await rig.json<{ detail: Detail[] }>(`https://queue.fal.run/${APP}/requests/${id}`);
    return {
      status: answer.status,
      units: answer.headers.get('x-fal-billable-units'),
      detail: answer.body.detail,
    };
  }

  test.each([
    [
      { num_frames: 8 },
      'greater_than_equal',
      { ctx: { ge: 9 }, input: 8, msg: 'Input should be greater than or equal to 9' },
    ],
    [
      { num_frames: 482 },
      'less_than_equal',
      { ctx: { le: 481 }, msg: 'Input should be less than or equal to 481' },
    ],
    [{ num_frames: 9.5 }, 'int_from_float', {}],
    [{ num_frames: 'many' }, 'int_parsing', {}],
    [{ frames_per_second: 'fast' }, 'float_parsing', {}],
    [{ generate_audio: 'loud' }, 'bool_parsing', {}],
    [{ prompt: 7 }, 'string_type', {}],
    [{ prompt: null }, 'string_type', {}],
    [
      { resolution: '4k' },
      'one_of',
      { ctx: { expected: ['480p', '720p'] }, msg: "Input should be '480p' or '720p'" },
    ],
    [{ video_url: '' }, 'string_too_short', {}],
    [{ detail_refine_strength: 0.2 }, 'greater_than_equal', { ctx: { ge: 0.3 } }],
  ] as const)('%j is a 422 of type %s about the field, uncharged', async (change, type, extra) => {
    const { status, units, detail } = await refusal({ ...SMALL, ...change });
    expect([status, units]).toEqual([422, '0']);
    expect(detail).toEqual([
      expect.objectContaining({ loc: ['body', Object.keys(change)[0]], type, ...extra }),
    ]);
  });

  test('a missing clip is named with the whole body', async () => {
    const { detail } = await refusal({ num_frames: 9 });
    expect(detail).toEqual([
      { loc: ['body', 'video_url'], msg: 'Field required', type: 'missing', input: { num_frames: 9 } },
    ]);
  });

  test('all wrong fields are named at once', async () => {
    const { detail } = await refusal({ ...SMALL, num_frames: 1, resolution: 'x' });
    expect(detail.map(({ loc }) => loc[1]).sort()).toEqual(['num_frames', 'resolution']);
  });

  test.each([
    'https://example.com/clip.mp4',
    'https://v3b.fal.media/files/b/00000000/never-uploaded.mp4',
    'http://127.0.0.1:9/clip.mp4',
    'file:///etc/hostname',
  ])('%s cannot be fetched', async (url) => {
    const { status, detail } = await refusal({ ...SMALL, video_url: url });
    expect(status).toBe(422);
    expect(detail).toEqual([
      expect.objectContaining({ loc: ['body', 'video_url'], type: 'file_download_error', input: url }),
    ]);
  });

  test('a file that is no video, and an image that is no image, are named by their field', async () => {
    const path = join(rig.dataDir, 'notes.txt');
    await writeFile(path, 'not a picture');
    const url = await rig.upload(path, 'video/mp4');
    expect((await refusal({ ...SMALL, video_url: url })).detail).toEqual([
      expect.objectContaining({ loc: ['body', 'video_url'], type: 'unsupported_video_format' }),
    ]);
    expect((await refusal({ ...SMALL, image_url: url })).detail).toEqual([
      expect.objectContaining({ loc: ['body', 'image_url'], type: 'image_load_error' }),
    ]);
  });

  test('unknown fields are ignored, nulls stand for what was left out', async () => {
    const id = await rig.runJob({ ...SMALL, seed: null, image_url: null, sparkle: 11 });
    const { data } = await rig.client.queue.result(ENDPOINT, { requestId: id });
    expect(Number.isInteger(data.seed) && data.seed >= 0 && data.seed < 2 ** 32).toBe(true);
  });

  test('100 frames become 97: the next lower 8k+1', async () => {
    const path = await writeSampleClip({
      path: join(rig.dataDir, 'tiny.mp4'),
      width: 64,
      height: 64,
      frameCount: 2,
    });
    const id = await rig.runJob({ ...SMALL, video_url: await rig.upload(path, 'video/mp4'), num_frames: 20 });
    const { data } = await rig.client.queue.result(ENDPOINT, { requestId: id });
    expect(data.video).toMatchObject({ num_frames: 17, width: 448, height: 448 });
  });

  test('prompt expansion returns a richer prompt that keeps the trigger', async () => {
    const id = await rig.runJob({ ...SMALL, prompt: '3DREAL. A pier.', enable_prompt_expansion: true });
    const { data } = await rig.client.queue.result(ENDPOINT, { requestId: id });
    expect(data.prompt).toMatch(/^3DREAL\. A pier\. \w.{20,}/);
  });

  test('a body that is not JSON is refused at once', async () => {
    const answer = await rig.json<{ detail: Detail[] }>(`https://queue.fal.run/${ENDPOINT}`, {
      method: 'POST',
      body: '{"video_url":',
    });
    expect([answer.status, answer.body.detail[0]?.type]).toEqual([422, 'json_invalid']);
  });

  test('a data URI works as a clip, and sync mode returns one', async () => {
    const stored = await rig.fetch(await rig.upload(join(rig.dataDir, 'blockout.mp4'), 'video/mp4'));
    const base64 = Buffer.from(await stored.arrayBuffer()).toString('base64');
    const id = await rig.runJob({ ...SMALL, video_url: `data:video/mp4;base64,${base64}`, sync_mode: true });
    const { data } = await rig.client.queue.result(ENDPOINT, { requestId: id });
    const [head, payload] = data.video.url.split(',');
    expect(head).toBe('data:video/mp4;base64');
    expect(Buffer.from(payload!, 'base64').byteLength).toBe(data.video.file_size);
  });

  test('results expire after 30 days, or after 1 h or 6 min without stored payloads', async () => {
    const expired = async (id: string) =>
      (await rig.json(`https://queue.fal.run/${APP}/requests/${id}`)).status === 404;
    const minutes = (count: number) => rig.clock.advance(count * 60_000);
    const input = { ...SMALL, video_url: CLIP_URL };
    const stored = await rig.runJob(input);
    const unstored = await rig.runJob(input, { 'X-Fal-Store-IO': '0' });
    const large = await rig.runJob({ ...input, sync_mode: true }, { 'X-Fal-Store-IO': '0' });
    await minutes(5);
    expect([await expired(large), await expired(unstored)]).toEqual([false, false]);
    await minutes(1);
    expect([await expired(large), await expired(unstored)]).toEqual([true, false]);
    await minutes(55);
    expect([await expired(unstored), await expired(stored)]).toEqual([true, false]);
    await minutes(30 * 24 * 60);
    expect(await expired(stored)).toBe(true);
  });
});
