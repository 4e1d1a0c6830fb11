import { describe, expect, test } from 'vitest';
import { preview } from '../../src/nodes/preview.ts';
import { saveFrames } from '../../src/nodes/save-frames.ts';
import { saveVideo } from '../../src/nodes/save-video.ts';
import { clipOf } from './fixtures/clips.ts';
import { LoneNode } from './fixtures/lone-node.ts';

describe('preview', () => {
  const lone = new LoneNode(preview);

  test.each(Object.keys(preview.inputs))('shows a connected %s', async (port) => {
    expect(lone.check({ inputs: { [port]: {} } })).toEqual([]);
    expect(await lone.run({ inputs: { [port]: {} } })).toEqual({});
  });

  test('with nothing connected asks for an edge', () => {
    expect(lone.check()).toMatchObject([
      { severity: 'error', code: 'missing-input', fix: 'Connect an output, or remove the node.' },
    ]);
  });
});

describe('save video', () => {
  const video = clipOf();

  test('hands name and tokens to the output folder and gives path and size', async () => {
    const lone = new LoneNode(saveVideo);
    expect(await lone.run({ inputs: { video, seed: 42 }, params: { name: '{seed}/{take}' } })).toEqual({
      path: '/out/{seed}/{take}',
      size: 1_000,
    });
    await lone.run({ inputs: { video } });
    expect(lone.services.saved.map(({ name, tokens }) => [name, tokens])).toEqual([
      ['{seed}/{take}', { node: 'My node', seed: '42', shot: '' }],
      ['{workflow}_{take}', { node: 'My node', seed: '', shot: '' }],
    ]);
  });

  test('holds its result only as long as the file is there', async () => {
    const lone = new LoneNode(saveVideo);
    const params = { name: 'a' };
    const saved = await lone.run({ inputs: { video }, params });
    expect(await saveVideo.stillValid!(saved, lone.context, params)).toBe(true);
    expect(await saveVideo.stillValid!({ path: '/out/gone', size: 5 }, lone.context, params)).toBe(false);
  });

  test.each([
    '/etc/take',
    '\\\\server\\take',
    'C:\\take',
    '..',
    '../take',
    'a/../../take',
    'a\\..\\b',
    ' /take',
  ])('under the name %s is refused before anything runs: it leads outside', (name) => {
    for (const node of [new LoneNode(saveVideo), new LoneNode(saveFrames)]) {
      expect(node.check({ params: { name } })).toMatchObject([
        { code: 'invalid-param', param: 'name', message: `“${name}” leads outside the output folder.` },
      ]);
    }
  });

  test.each(['a/b/{take}', 'a..b', '..a', 'v1.2', '{shot}: a', '...'])('may be called %s', (name) => {
    expect(new LoneNode(saveVideo).check({ params: { name } })).toEqual([]);
  });

  test('without a name is refused, and a failed write is passed on', async () => {
    const lone = new LoneNode(saveVideo);
    expect(lone.check({ params: { name: '  ' } })).toMatchObject([
      { severity: 'error', code: 'invalid-param', param: 'name', message: 'The name is empty.' },
    ]);
    expect(lone.check()).toEqual([]);
    lone.services.isBroken = true;
    expect(await lone.tryRun({ inputs: { video } })).toMatchObject({ failed: true });
  });
});
