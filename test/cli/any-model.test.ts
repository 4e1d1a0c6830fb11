import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentOf } from '../fal/openapi/documents.ts';
import { shotDocument } from '../host/shot.ts';
import { type Bench, createBench } from './command-line.ts';

const MODEL = 'fal-ai/ltx-2.3-quality/reference-video-to-video';
const set = (...values: readonly string[]) => values.flatMap((value) => ['--set', `request.${value}`]);

let bench: Bench;
let bare: string;
beforeAll(() => {
  bench = createBench();
  const shot = shotDocument();
  Object.assign(shot.nodes[1]!, { type: 'fal-endpoint', params: {} });
  bare = bench.write('bare.json', shot);
});
afterAll(() => bench.remove());

test('a model named on the command line brings its fields with it', async () => {
  const sets = set(`endpoint=${MODEL}`, 'prompt=a harbour', 'num_frames=9', 'resolution=64x64', 'seed=7');
  const done = await bench.cli(['run', bare, ...sets, '--json']);
  expect(done.status).toBe(0);
  const plan = done.events().find(({ event }) => event === 'plan');
  expect(plan).toMatchObject({
    requests: [{ request: { endpoint: MODEL, input: { prompt: 'a harbour', seed: 7 } } }],
  });
  expect(done.events().find(({ event }) => event === 'finished')).toMatchObject({ status: 'done' });
});

test.each([
  [
    'no model at all',
    [],
    /Any fal model \(request\), param “endpoint”: No model is chosen\..*fal\.ai\/models/,
  ],
  [
    'a model that the provider has not',
    set('endpoint=fal-ai/nobody'),
    /does not play “fal-ai\/nobody”.*from a file/,
  ],
  ['something that is no id', set('endpoint=x'), /“x” is not the id of a model.*e\.g\. fal-ai/],
  [
    'a field that the model has not',
    set(`endpoint=${MODEL}`, 'intensity=strong'),
    /has no param “intensity”.*num_frames/,
  ],
])('%s is refused with the way out', async (_, sets, words) => {
  const refused = await bench.cli(['check', bare, ...sets]);
  expect(refused.status).toBe(2);
  expect(refused.stderr).toMatch(words);
});

test('an unknown price is said in the plan', async () => {
  const shot = shotDocument();
  const field = { name: 'video_url', kind: 'video', label: 'Clip', help: '' };
  const schema = { title: 'Any', help: '', fields: [field], delivers: 'video', readOn: '', source: 'file' };
  const [path] = Object.keys(documentOf({}).paths);
  Object.assign(shot.nodes[1]!, {
    type: 'fal-endpoint',
    params: { endpoint: { id: path!.slice(1), schema } },
  });
  const file = bench.write('unpriced.json', shot);
  const plan = await bench.cli(['run', file, '--dry-run']);
  expect(plan.stdout).toContain('price unknown at fal');
  expect(plan.stdout).toContain('fal’s price list was not read');
  expect(plan.stderr).toContain('so only the simulator takes it');
  const capped = await bench.cli(['run', file, '--max-usd', '1']);
  expect(capped.status).toBe(3);
  expect(capped.stderr).toContain('“Expected price”');
});
