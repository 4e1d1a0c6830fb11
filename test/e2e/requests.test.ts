import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/built-parts.ts';
import { withBench } from './bench.ts';
import { shotGraph, smallGraph } from './graphs.ts';

const bench = withBench();
const CLIP = join(ROOT, 'test/media/fixtures/harbor-25f.mp4');
const inspector = () => bench().page.getByRole('complementary', { name: 'Inspector' });

test('a request goes to another endpoint: what fits goes over, the rest is told, one undo takes it back', async () => {
  const { editor, page } = bench();
  const graph = smallGraph('swap');
  await editor.open(graph);
  await editor.select('Render to real');
  await inspector().getByLabel('Endpoint').selectOption('HDR');
  await page.getByText('The request now goes to “HDR”.').waitFor();
  await page.getByText('Left behind: Resolution').waitFor();
  const request = async () => (await editor.document()).nodes.find(({ id }) => id === 'request');
  await expect.poll(request).toMatchObject({ type: 'hdr', params: { num_frames: 25 } });
  expect(await editor.edges()).toEqual(['hdr.request>preview.request', 'prompt.prompt>hdr.prompt']);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect.poll(() => editor.document()).toEqual(graph);
});

test('what shared settings bring is shown as theirs, and is the node’s own again without them', async () => {
  const { editor, page } = bench();
  const graph = smallGraph('shared');
  await editor.open(graph);
  const own = editor.card('Render to real').getByLabel('Frames', { exact: true });
  await own.waitFor();
  await editor.addNode('Generation settings', await editor.spot(0.2, 0.85));
  await editor.connect(
    editor.output('Generation settings', 'Settings'),
    editor.input('Render to real', 'Settings'),
  );
  const fed = editor.card('Render to real').getByTitle('Fed by Generation settings, Settings');
  await expect.poll(() => fed.count()).toBe(4);
  expect(await own.count()).toBe(0);
  await fed.first().click();
  await page
    .getByRole('complementary', { name: 'Inspector' })
    .getByText('Generation settings')
    .first()
    .waitFor();
  await editor.focusCanvas();
  await editor.press('Control+z');
  await own.waitFor();
});

test('a request is copied as code and pasted as nodes that make the same request', async () => {
  const { editor, page } = bench();
  await editor.dropFiles([CLIP], await editor.spot(0.5, 0.9));
  await editor.card('Video input').waitFor();
  const { assets } = (await (await page.request.get('/api/assets')).json()) as { assets: { hash: string }[] };
  const { hash } = assets[0]!;
  const graph = shotGraph(hash, 'copied', { prompt: "3DREAL. It's dawn." });
  await editor.open(graph);
  for (const language of ['curl', 'JavaScript', 'Python', 'JSON']) {
    await editor.showAll();
    await editor.select('Render to real');
    await inspector().getByText('Request as code').click();
    await inspector().getByRole('button', { name: language, exact: true }).click();
    await page.getByText(`The request is on the clipboard as ${language}.`).waitFor();
    const { x, y } = await editor.spot(0.5, 0.9);
    await page.mouse.move(x, y);
    await editor.press('Control+v');
    await expect.poll(() => editor.nodeCount()).toBe(graph.nodes.length + 2);
    await page.getByText('was pasted').first().waitFor();
    const { nodes, edges } = await editor.document();
    expect(nodes.slice(graph.nodes.length).map(({ type, params }) => [type, params])).toEqual([
      ['render-to-real', expect.objectContaining((graph.nodes[1] as { params: object }).params)],
      ['video-input', { clip: { asset: hash, name: hash.slice(0, 8) } }],
    ]);
    expect(edges).toHaveLength(graph.edges.length + 1);
    await editor.press('Control+z');
    await expect.poll(() => editor.document()).toEqual(graph);
    await editor.focusCanvas();
  }
});

test('a script that is dropped becomes a request; one without a request is answered', async () => {
  const { editor, page } = bench();
  await editor.open(smallGraph('scripts'));
  const script = `fal_client.subscribe("fal-ai/ltx-2.3-quality/hdr", arguments={"video_url": "https://media.example/a.mp4", "mystery": 1})`;
  await editor.dropText('ask.py', script, await editor.spot(0.5, 0.9));
  await page.getByText('Left behind: mystery (not a field of HDR).').waitFor();
  await editor.card('HDR').waitFor();
  await editor.dropText('other.py', 'print("hello")', await editor.spot(0.5, 0.9));
  await page.getByText('“other.py” is nothing that Blockout can use.').waitFor();
  await editor.dropText('half.py', 'fal_client.submit("nowhere")', await editor.spot(0.5, 0.9));
  await page.getByText('No request to fal is in this text.').waitFor();
  await editor.dropText(
    'other.json',
    JSON.stringify({ endpoint: 'fal-ai/else', input: {} }),
    await editor.spot(0.5, 0.9),
  );
  await page.getByText('The simulator does not play “fal-ai/else”.').waitFor();
});

test('a take that is dropped brings the nodes that made it', async () => {
  const { editor, page, project } = bench();
  const { assets } = (await (await page.request.get('/api/assets')).json()) as { assets: { hash: string }[] };
  const graph = shotGraph(assets[0]!.hash, 'brought back', { prompt: '3DREAL. Rain.' });
  await editor.open(graph);
  await editor.run();
  const { jobs } = (await (await page.request.get('/api/jobs')).json()) as { jobs: { asset: string }[] };
  const take = await page.request.get(`/api/assets/${jobs[0]!.asset}/file`);
  const path = join(project, 'from the edit.mp4');
  await writeFile(path, await take.body());
  await editor.dropFiles([path], await editor.spot(0.2, 0.9));
  await editor.toast('is a take of “brought back”').getByRole('button', { name: 'Add its nodes' }).click();
  await expect.poll(() => editor.nodeCount()).toBe(graph.nodes.length + 3);
  const { nodes } = await editor.document();
  const [, request, clip] = nodes.slice(graph.nodes.length);
  expect(request).toMatchObject({
    type: 'render-to-real',
    params: { prompt: '3DREAL. Rain.', num_frames: 25, seed: { mode: 'fixed', value: 7 } },
  });
  expect(clip).toMatchObject({ type: 'video-input', params: { clip: { asset: assets[0]!.hash } } });
});
