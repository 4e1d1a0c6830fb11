import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shotDocument } from '../host/shot.ts';
import { media } from '../kept-processes.ts';
import { type Bench, createBench } from './command-line.ts';

let bench: Bench;
let shot: string;
beforeAll(() => {
  bench = createBench();
  shot = bench.write('shot.json', shotDocument({ request: { generate_audio: true } }));
});
afterAll(() => bench.remove());

const finishedOf = (events: readonly Record<string, unknown>[]) =>
  events.find(({ event }) => event === 'finished')!;
const cachedNodes = (events: readonly Record<string, unknown>[]) =>
  events
    .filter(({ event, cached }) => event === 'node-finished' && cached === true)
    .map(({ nodeId }) => nodeId);

describe('run', () => {
  test('makes the promised file and tells price, seed and path', async () => {
    const done = await bench.process(['run', shot]);
    expect(done.stderr).not.toMatch(/error/);
    expect(done.status).toBe(0);
    expect(done.stdout).toMatch(/448×448 · 9 f · 24 fps/);
    expect(done.stdout).toMatch(/≈ \$0\.005 at fal/);
    expect(done.stdout).toMatch(/seed 42/);
    const path = join(bench.folder, 'output', 'Shot_001.mp4');
    expect(done.stdout).toContain(`saved ${path}`);
    const probed = await media.probe(path);
    expect(probed).toMatchObject({
      ok: true,
      value: {
        kind: 'video',
        codec: 'avc',
        width: 448,
        height: 448,
        frameCount: 9,
        fps: 24,
        audio: { codec: 'aac' },
      },
    });
  });

  test('the same again submits nothing and says so', async () => {
    const again = await bench.cli(['run', shot]);
    expect(again.status).toBe(0);
    expect(again.stdout).toMatch(/cached/);
    expect(again.stdout).toMatch(/0 jobs submitted/);
    expect((await bench.cli(['jobs', '--json'])).events()).toHaveLength(1);
  });

  test('another name re-runs the save alone', async () => {
    const renamed = await bench.cli(['run', shot, '--set', 'save.name=final', '--json']);
    const events = renamed.events();
    expect(cachedNodes(events)).toEqual(['submit']);
    expect(events.filter(({ event }) => event === 'node-started').map(({ nodeId }) => nodeId)).toEqual([
      'save',
    ]);
    expect(finishedOf(events)).toMatchObject({ status: 'done', jobs: [] });
    expect(existsSync(join(bench.folder, 'output', 'final.mp4'))).toBe(true);
  });

  test('another output folder gets its own copy without a job', async () => {
    const moved = await bench.cli(['run', shot, '--out', 'elsewhere']);
    expect(moved.stdout).toMatch(/0 jobs submitted/);
    expect(existsSync(join(bench.folder, 'elsewhere', 'Shot_001.mp4'))).toBe(true);
  });

  test('another seed is another take', async () => {
    const other = await bench.cli(['run', shot, '--set', 'request.seed=7', '--json']);
    expect(finishedOf(other.events()).jobs).toMatchObject([{ state: 'done', seed: 7 }]);
    expect(existsSync(join(bench.folder, 'output', 'Shot_002.mp4'))).toBe(true);
  });

  test('--json writes nothing but JSON to stdout and nothing to stderr', async () => {
    const done = await bench.process(['run', shot, '--json']);
    expect(done.events().map(({ event }) => event)).toContain('plan');
    expect(done.stderr).toBe('');
  });

  test('--input takes another clip from where the user stands', async () => {
    const elsewhere = bench.write('nested.json', shotDocument());
    const done = await bench.cli(['run', elsewhere, '--input', 'clip=./clip.mp4', '--dry-run', '--json']);
    expect(done.status).toBe(0);
  });
});

describe('spending', () => {
  test('a random seed asks for one take however often the file is run, and --new-take for another', async () => {
    const open = bench.write('random.json', {
      ...shotDocument({ name: 'Random', request: { seed: { mode: 'randomize', value: 0 } } }),
      id: 'random-1',
    });
    const jobsOf = async (...more: string[]) => {
      const done = await bench.cli(['run', open, '--json', ...more]);
      expect(done.status).toBe(0);
      return (finishedOf(done.events()).jobs as { seed: number }[]).map(({ seed }) => seed);
    };
    const [first] = await jobsOf();
    expect(await jobsOf()).toEqual([]);
    const [second] = await jobsOf('--new-take');
    expect(second).not.toBe(first);
    expect(await jobsOf()).toEqual([]);
    const looked = await bench.cli(['run', open, '--dry-run']);
    expect(looked.stdout).toMatch(/every take is cached \(--new-take makes another\)/);
  });

  test('settings that can’t be read refuse with 3 and say where they lie', async () => {
    const own = createBench();
    const path = own.write('shot.json', shotDocument());
    mkdirSync(join(own.folder, 'home', 'settings.json'), { recursive: true });
    const env = { FAL_KEY: 'id:secret', BLOCKOUT_FAL_ORIGIN: 'http://127.0.0.1:9' };
    for (const command of [
      ['run', path, '--yes'],
      ['check', path],
    ]) {
      const refused = await own.cli(command, env);
      expect(refused.status).toBe(3);
      expect(refused.stderr).toMatch(/settings can’t be read: .*settings\.json”, a folder lies in its place/);
    }
    own.remove();
  });

  test('--dry-run tells jobs, megapixels, volume and price and submits nothing', async () => {
    const fresh = ['run', shot, '--set', 'request.seed=1000', '--dry-run'];
    const done = await bench.cli(fresh);
    expect(done.status).toBe(0);
    expect(done.stdout).toMatch(/1\.81 MP → 2 MP/);
    expect(done.stdout).toMatch(/volume 1806336 of 135168000/);
    expect(done.stdout).toMatch(/1 job/);
    const jobs = (await bench.cli(['jobs', '--json'])).events();
    expect(jobs.map(({ seed }) => seed)).not.toContain(1000);
  });

  test('--max-usd below the price refuses with 3 and leaves no job', async () => {
    const done = await bench.cli(['run', shot, '--set', 'request.seed=1001', '--max-usd', '0.001']);
    expect(done.status).toBe(3);
    expect(done.stderr).toMatch(/0\.00/);
    const jobs = (await bench.cli(['jobs', '--json'])).events();
    expect(jobs.map(({ seed }) => seed)).not.toContain(1001);
  });

  test('money at fal is not spent without consent', async () => {
    const env = { FAL_KEY: 'id:secret', BLOCKOUT_FAL_ORIGIN: 'http://127.0.0.1:9' };
    const done = await bench.cli(['run', shot, '--provider', 'fal'], env);
    expect(done.status).toBe(2);
    expect(done.stderr).toMatch(/--yes/);
  });
});

test('Ctrl+C cancels the job and leaves with 4', async () => {
  const own = createBench();
  const path = own.write('shot.json', shotDocument({ frames: 121 }));
  let isSent = false;
  const done = await own.process(['run', path, '--json'], {}, (line, interrupt) => {
    if (isSent || !line.includes('"state":"queued"')) return;
    isSent = true;
    interrupt();
  });
  expect(done.status).toBe(4);
  expect(finishedOf(done.events())).toMatchObject({ status: 'cancelled' });
  expect((await own.cli(['jobs', '--json'])).events()).toMatchObject([{ state: 'cancelled' }]);
  own.remove();
});

test('nodes lists every type, and one with its params', async () => {
  const all = (await bench.cli(['nodes', '--json'])).events();
  expect(all.map(({ id }) => id)).toContain('render-to-real');
  const one = await bench.cli(['nodes', 'render-to-real']);
  expect(one.stdout).toMatch(/num_frames +9…481, default 121/);
  expect((await bench.cli(['nodes', 'nothing'])).status).toBe(2);
});

test('simulator serves until it is stopped', async () => {
  let answer: Promise<Response> | null = null;
  const done = await bench.process(['simulator', '--port', '0', '--json'], {}, (line, interrupt) => {
    const { origin } = JSON.parse(line) as { origin: string };
    answer = fetch(origin).finally(interrupt);
  });
  expect((await answer!).status).toBe(200);
  expect(done.status).toBe(0);
});

describe('the Oxen gateway', () => {
  const reference = () =>
    bench.write(
      'reference.json',
      shotDocument({
        type: 'reference-video-to-video',
        request: { prompt: 'A harbor at dawn.' },
        saveAs: 'oxen',
      }),
    );

  test('its simulator runs a workflow without a key', async () => {
    const done = await bench.cli(['run', reference(), '--provider', 'oxen-simulator', '--json']);
    expect(done.status).toBe(0);
    expect(finishedOf(done.events())).toMatchObject({
      status: 'done',
      costUsd: 0,
      jobs: [{ provider: 'oxen-simulator', state: 'done' }],
    });
  });

  test('what Oxen does not take is told before anything is sent', async () => {
    const checked = await bench.cli(['check', reference(), '--provider', 'oxen']);
    expect(checked.status).toBe(2);
    expect(checked.stdout).toContain('price unknown');
    expect(checked.stderr).toMatch(/\(request\), port “video”: Oxen fetches inputs by their public address/);
    const wrong = await bench.cli([
      ...['check', reference(), '--provider', 'oxen-simulator'],
      ...['--set', 'request.num_inference_steps=20'],
    ]);
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toMatch(
      /param “num_inference_steps”: Oxen does not offer “Inference steps”.*Set it back to 15/,
    );
  });
});
