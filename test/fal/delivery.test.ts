import { expect, test } from 'vitest';
import { readAnyDelivery } from '../../src/fal/delivery.ts';

const url = (name: string) => `https://v3.fal.media/${name}`;

test.each([
  ['a clip', { video: { url: url('a.mp4'), file_size: 7 }, seed: 4, prompt: 'p' }, 'a.mp4', 0],
  [
    'a clip beside a still',
    { image: { url: url('a.png') }, output_video: { url: url('b.mp4') } },
    'b.mp4',
    1,
  ],
  ['stills in a list', { images: [{ url: url('a.png') }, { url: url('b.png') }] }, 'a.png', 1],
  ['a file of no known kind', { model_mesh: { url: url('a.glb') } }, 'a.glb', 0],
  [
    'a type that names the kind',
    { files: [{ url: url('a') }, { url: url('b'), content_type: 'video/mp4' }] },
    'b',
    1,
  ],
  ['something deep', { data: { result: [{ out: { url: url('a.mp4') } }] } }, 'a.mp4', 0],
])('%s is found in an answer', (_, answer, name, otherCount) => {
  const delivery = readAnyDelivery(answer);
  expect(delivery).toMatchObject({ file: { url: url(name) } });
  expect(delivery?.others).toHaveLength(otherCount);
});

test('seed and prompt are told where they are what they should be', () => {
  const video = { url: url('a.mp4'), file_size: 7 };
  expect(readAnyDelivery({ video, seed: 4, prompt: 'p' })).toEqual({
    file: { url: video.url, sizeBytes: 7 },
    exrArchive: null,
    others: [],
    seed: 4,
    prompt: 'p',
  });
  expect(readAnyDelivery({ video, seed: 'four', prompt: ['p'] })).toMatchObject({ seed: null, prompt: null });
});

const endless: Record<string, unknown> = {};
endless.again = endless;

test.each([[null], ['text'], [{}], [{ text: 'hello' }], [{ video: { url: '' } }], [endless]])(
  'answer %# names no file',
  (answer) => {
    expect(readAnyDelivery(answer)).toBeNull();
  },
);
