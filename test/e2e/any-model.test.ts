import { expect, test } from 'vitest';
import { documentOf } from '../fal/openapi/documents.ts';
import { withBench } from './bench.ts';

const bench = withBench();
const STILL_IN_MOTION = 'fal-ai/ltx-2.3-quality/image-to-video';

const inspector = () => bench().page.getByRole('complementary', { name: 'Inspector' });
const modelOf = async () =>
  (await bench().editor.document()).nodes.find(({ type }) => type === 'fal-endpoint')!.params;
const choose = (name: string, content: string) =>
  inspector()
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) });

test('a node becomes any model: fetched, loaded from a file, and back', async () => {
  const { editor, page, complaints } = bench();
  await editor.addNode('any fal model', await editor.spot(0.4, 0.3));
  await editor.select('Any fal model');
  await inspector().getByText('No model yet.').waitFor();

  await inspector().getByLabel('Model', { exact: true }).fill('fal-ai/nobody-has-this');
  await inspector().getByRole('button', { name: 'Fetch' }).click();
  await inspector()
    .getByText(/The simulator does not play “fal-ai\/nobody-has-this”\..*from a file/)
    .waitFor();

  await inspector().getByLabel('Model', { exact: true }).fill(STILL_IN_MOTION);
  await inspector().getByLabel('Model', { exact: true }).press('Enter');
  const card = 'Ltx 2.3 quality image to video';
  await editor.card(card).waitFor();
  await inspector()
    .getByText(/\d+ fields · brings video · read .* from the simulator/)
    .waitFor();
  await editor.input(card, 'Image').waitFor();
  await editor.setNumber(inspector(), 'Num Frames', 25);
  expect(await modelOf()).toMatchObject({ endpoint: { id: STILL_IN_MOTION }, num_frames: 25 });

  await choose('page.html', '<!doctype html>');
  await inspector()
    .getByText(/web page, not an OpenAPI document/)
    .waitFor();
  expect(await modelOf()).toMatchObject({ endpoint: { id: STILL_IN_MOTION } });

  await choose(
    'any.json',
    JSON.stringify(documentOf({ prompt: { type: 'string' }, input_video_url: { type: 'string' } })),
  );
  await editor
    .toast(/carried over to the new model/)
    .getByText(/It has no num_frames/)
    .waitFor();
  await editor.input('Any', 'Input video').waitFor();
  expect(Object.keys(await modelOf())).toEqual(['endpoint']);

  await editor.focusCanvas();
  await editor.press('Control+z');
  await editor.input(card, 'Image').waitFor();
  expect(await modelOf()).toMatchObject({ endpoint: { id: STILL_IN_MOTION }, num_frames: 25 });
  // The refused questions are answered with 422, which a browser also writes down.
  expect(complaints.filter((line) => !line.includes('/api/endpoints/'))).toEqual([]);
  await page.reload();
  await editor.isReady();
  await editor.input(card, 'Image').waitFor();
});
