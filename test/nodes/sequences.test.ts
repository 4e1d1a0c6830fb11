import { describe, expect, test } from 'vitest';
import type { ClipsFact, SequenceFact } from '../../src/engine/path-fact.ts';
import { imageSequence } from '../../src/nodes/image-sequence.ts';
import { prompt } from '../../src/nodes/prompt.ts';
import { saveVideo } from '../../src/nodes/save-video.ts';
import { shotFolder } from '../../src/nodes/shot-folder.ts';
import { clipFact, clipOf } from './fixtures/clips.ts';
import { LoneNode } from './fixtures/lone-node.ts';

/** Frames with these numbers, 1281×720 unless told otherwise. */
function framesOf(numbers: readonly number[], fields: Partial<SequenceFact> = {}): SequenceFact {
  return {
    ok: true,
    kind: 'frames',
    digest: 'a'.repeat(64),
    name: 'shot_####.png',
    width: 1281,
    height: 720,
    frames: numbers.map((number) => ({ number, path: `/r/${number}.png`, digest: String(number) })),
    ...fields,
  };
}
const numbersOf = (node: LoneNode) => node.services.assembled[0]!.frames.map(({ number }) => number);

describe('an image sequence', () => {
  test('promises the clip that it makes: even sides, one frame for each file', async () => {
    const node = new LoneNode(imageSequence);
    const params = { frames: framesOf([1, 2, 3, 4]), fps: 12.5 };
    expect(node.check({ params })).toEqual([]);
    const clip = { width: 1280, height: 720, fps: 12.5, frameCount: 4, durationS: 0.32, hasAudio: false };
    expect(node.forecast({ params }).video).toMatchObject(clip);
    await node.run({ params });
    expect(node.services.assembled).toMatchObject([{ name: 'shot_####.png', fps: 12.5, toneMap: 'clip' }]);
    expect(numbersOf(node)).toEqual([1, 2, 3, 4]);
    expect(node.context.told).toContain('cut to even sides');
  });

  test('of frames with layers is made of the one that is chosen', async () => {
    const node = new LoneNode(imageSequence);
    const frames = framesOf([1], { layers: ['beauty', 'depth'] });
    const params = { frames, layer: 'depth' };
    expect(node.check({ params })).toEqual([]);
    await node.run({ params });
    expect(node.services.assembled).toMatchObject([{ layer: 'depth' }]);
    expect(node.check({ params: { frames, layer: 'z' } })).toMatchObject([
      { severity: 'error', param: 'layer' },
    ]);
  });

  const gappy = framesOf([8, 9, 10, 12, 15, 16]);

  test('names what is missing and refuses it, with two ways on', () => {
    const [problem, ...rest] = new LoneNode(imageSequence).check({ params: { frames: gappy } });
    expect(rest).toEqual([]);
    expect(problem).toMatchObject({
      severity: 'error',
      code: 'bad-media',
      message: 'Frames 11 and 13–14 of “shot_####.png” are missing.',
    });
    expect(problem!.fixes!.flatMap(({ sets }) => sets)).toEqual([
      { nodeId: 'me', param: 'gaps', value: 'hold' },
      { nodeId: 'me', param: 'gaps', value: 'skip' },
    ]);
  });

  test.each([
    ['hold', [8, 9, 10, 10, 12, 12, 12, 15, 16]],
    ['skip', [8, 9, 10, 12, 15, 16]],
  ])('with %s warns, promises the length that comes and keeps the order', async (gaps, shown) => {
    const node = new LoneNode(imageSequence);
    const params = { frames: gappy, gaps };
    expect(node.check({ params })).toMatchObject([{ severity: 'warning', param: 'gaps' }]);
    expect(node.forecast({ params }).video).toMatchObject({ frameCount: shown.length });
    await node.run({ params });
    expect(numbersOf(node)).toEqual(shown);
  });

  test('counts what is missing at the ends of the chosen range', async () => {
    const node = new LoneNode(imageSequence);
    const params = { frames: framesOf([5, 6]), first_frame: 5, last_frame: 9, gaps: 'hold' };
    expect(node.check({ params })[0]!.message).toContain('Frames 7–9 of');
    await node.run({ params });
    expect(numbersOf(node)).toEqual([5, 6, 6, 6, 6]);
    const early = { ...params, first_frame: 3 };
    expect(node.check({ params: early })).toMatchObject([
      { severity: 'error', param: 'first_frame', fixes: [{ sets: [{ value: 5 }] }] },
    ]);
  });

  test('names only the first of many gaps and counts the others', () => {
    const frames = framesOf(Array.from({ length: 40 }, (_, place) => 2 * place));
    const [problem] = new LoneNode(imageSequence).check({ params: { frames } });
    expect(problem!.message).toBe(
      'Frames 1, 3, 5, 7, 9, 11, 13, 15 and 31 more of “shot_####.png” are missing.',
    );
  });

  test.each([
    ['nothing chosen', { frames: null }, 'missing-media'],
    ['a range that ends before it starts', { frames: gappy, first_frame: 9, last_frame: 8 }, 'invalid-param'],
    ['tiny frames', { frames: framesOf([1], { width: 63 }) }, 'bad-media'],
    ['a frame held for hours', { frames: framesOf([1, 20_000]), gaps: 'hold' }, 'bad-media'],
  ])('refuses %s', (_what, params, code) => {
    const errors = new LoneNode(imageSequence)
      .check({ params })
      .filter(({ severity }) => severity === 'error');
    expect(errors).toMatchObject([{ code }]);
    expect(errors[0]!.fix).not.toBe('');
  });

  test('hands on why the clip could not be made', async () => {
    const node = new LoneNode(imageSequence);
    node.services.isBroken = true;
    expect(await node.tryRun({ params: { frames: framesOf([1]) } })).toMatchObject({ failed: true });
  });
});

const clips = (...names: string[]): ClipsFact => ({
  ok: true,
  kind: 'clips',
  digest: 'b'.repeat(64),
  name: 'shots',
  clips: names.map((name, place) => clipFact({ name, asset: `${place}`.repeat(64) })),
});

describe('a shot folder', () => {
  test('gives its clips and their names along one list', async () => {
    const node = new LoneNode(shotFolder);
    const params = { folder: clips('sh010.mp4', 'sh020.v2.mov') };
    expect(node.check({ params })).toEqual([]);
    expect(await node.run({ params })).toEqual({
      video: [
        clipOf({ name: 'sh010.mp4', asset: '0'.repeat(64) }),
        clipOf({ name: 'sh020.v2.mov', asset: '1'.repeat(64) }),
      ],
      shot: ['sh010', 'sh020.v2'],
    });
  });

  test('refuses no folder, and a clip too small by its name', () => {
    const node = new LoneNode(shotFolder);
    expect(node.check()).toMatchObject([{ code: 'missing-media' }]);
    const small = clips('a.mp4', 'b.mp4');
    const params = { folder: { ...small, clips: [small.clips[0], { ...small.clips[1]!, width: 32 }] } };
    expect(node.check({ params })[0]!.message).toContain('“b.mp4” is 32×720 px');
  });
});

describe('a prompt', () => {
  const node = new LoneNode(prompt);
  const params = { text: '3DREAL. {shot} at dawn, {shot}, {mood}' };

  test('is filled in with the shot, whatever its name', async () => {
    const { prompt: text } = await node.run({ inputs: { shot: '$&_010' }, params });
    expect(text).toBe('3DREAL. $&_010 at dawn, $&_010, {mood}');
  });

  test('says which placeholders stay as typed', async () => {
    expect(node.check({ inputs: { shot: 'a' }, params })).toMatchObject([
      { severity: 'warning', param: 'text', message: '{mood} stays as typed.' },
    ]);
    expect(node.check({ params })[0]!.message).toBe('{shot}, {mood} stay as typed.');
    expect(node.check({ params: { text: '3DREAL. plain' } })).toEqual([]);
    expect((await node.run({ params })).prompt).toBe(params.text);
  });
});

test('a saved video carries the name of its shot', async () => {
  const node = new LoneNode(saveVideo);
  await node.run({ inputs: { video: clipOf(), shot: 'sh010' }, params: { name: '{shot}' } });
  expect(node.services.saved[0]!.tokens).toMatchObject({ shot: 'sh010' });
});
