import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createVideoWriter } from '../../src/media/write-video.ts';
import { serveSimulator } from '../../src/simulator/serve.ts';
import { avi } from '../formats/heads.ts';
import { CLIP, shotDocument } from '../host/shot.ts';
import { quickRenderer } from '../kept-processes.ts';
import { type Bench, createBench } from './command-line.ts';

type Document = ReturnType<typeof shotDocument>;

let bench: Bench;
beforeAll(async () => {
  bench = createBench();
  await writeClip('tiny.mp4', 2, 12);
  await writeClip('still.mp4', 64, 1);
  bench.write('text.mp4', 'this is not a video\n'.repeat(50));
  bench.write('empty.mp4', '');
  writeFileSync(join(bench.folder, "o'neill.avi"), avi('CFHD'));
  const whole = readFileSync(CLIP);
  writeFileSync(join(bench.folder, 'cut.mp4'), whole.subarray(0, Math.floor(whole.length * 0.6)));
});
afterAll(() => bench.remove());

async function writeClip(name: string, sidePx: number, frameCount: number): Promise<void> {
  const path = join(bench.folder, name);
  const writer = await createVideoWriter({ path, width: sidePx, height: sidePx, fps: 24, quality: 'high' });
  const grey = new Uint8Array(sidePx * sidePx * 4).fill(128);
  for (let frame = 0; frame < frameCount; frame++) await writer.addFrame(grey);
  await writer.finish();
}

/** The shot's workflow with a change. */
function changed(change: (document: Document) => unknown): unknown {
  const document = shotDocument();
  return change(document) ?? document;
}

const withClip = (path: string) => changed((shot) => setParam(shot, 'clip', 'clip', { path }));

function setParam(shot: Document, id: string, param: string, value: unknown): void {
  const node = shot.nodes.find((each) => each.id === id)!;
  node.params = { ...node.params, [param]: value };
}

const withEdge = (from: [string, string], to: [string, string]) =>
  changed((shot) => {
    const [target, port] = to;
    shot.edges = shot.edges.filter((edge) => edge.to.node !== target || edge.to.port !== port);
    shot.edges.push({ from: { node: from[0], port: from[1] }, to: { node: target, port } });
  });

interface Case {
  readonly what: string;
  readonly content: () => unknown;
  readonly status: 2 | 3;
  /** Each must be in what the user reads: node, param or port, what happened, the way out. */
  readonly says: readonly RegExp[];
}

const CASES: readonly Case[] = [
  { what: 'a missing clip', content: () => withClip('gone.mp4'), status: 2, says: [/clip/, /gone\.mp4/] },
  {
    what: 'a text file named .mp4',
    content: () => withClip('text.mp4'),
    status: 2,
    says: [/param “clip”/, /text\.mp4/],
  },
  {
    what: 'a clip of a kind that is not read',
    content: () => withClip("o'neill.avi"),
    status: 2,
    says: [
      /param “clip”/,
      /o'neill\.avi" is an AVI file with CineForm video/,
      /ffmpeg -i 'o'\\''neill\.avi'/,
    ],
  },
  {
    what: 'a truncated clip',
    content: () => withClip('cut.mp4'),
    status: 2,
    says: [/param “clip”/, /cut\.mp4/],
  },
  { what: 'an empty file', content: () => withClip('empty.mp4'), status: 2, says: [/param “clip”/, /empty/] },
  {
    what: 'a 2×2 px clip',
    content: () => withClip('tiny.mp4'),
    status: 2,
    says: [/param “clip”/, /2×2/, /64×64/],
  },
  {
    what: 'a clip of one frame',
    content: () => withClip('still.mp4'),
    status: 2,
    says: [/request/, /1 frame/, /at least 9/],
  },
  {
    what: 'frames out of range',
    content: () => changed((shot) => setParam(shot, 'request', 'num_frames', 500)),
    status: 2,
    says: [/request/, /param “num_frames”/, /9 to 481/],
  },
  {
    what: 'a request over the budget',
    content: () =>
      changed((shot) => {
        setParam(shot, 'request', 'num_frames', 481);
        setParam(shot, 'request', 'resolution', '720p');
      }),
    status: 3,
    says: [/submit/, /704×704/, /[Ll]ower to \d+ frames/, /480p/],
  },
  {
    what: 'an unknown node type',
    content: () =>
      changed((shot) => {
        shot.nodes[1]!.type = 'dream-machine';
      }),
    status: 2,
    says: [/request/, /dream-machine/],
  },
  {
    what: 'an unknown param',
    content: () => changed((shot) => setParam(shot, 'request', 'dream', 1)),
    status: 2,
    says: [/request/, /param “dream”/, /num_frames/],
  },
  {
    what: 'a circle of edges',
    content: () =>
      changed((shot) => {
        shot.nodes.push({
          id: 'conform',
          type: 'conform-video',
          typeVersion: 1,
          position: { x: 0, y: 0 },
          params: {},
        });
        shot.edges[0]!.from = { node: 'conform', port: 'video' };
        shot.edges.push({ from: { node: 'submit', port: 'video' }, to: { node: 'conform', port: 'video' } });
      }),
    status: 2,
    says: [/circle/, /Remove one edge/],
  },
  {
    what: 'an edge of the wrong kind',
    content: () => withEdge(['clip', 'video'], ['request', 'prompt']),
    status: 2,
    says: [/request/, /port “prompt”/, /takes text/, /gives video/],
  },
  {
    what: 'an output that nothing feeds',
    content: () =>
      changed((shot) => {
        shot.edges = shot.edges.filter((edge) => edge.to.node !== 'save');
      }),
    status: 2,
    says: [/save/, /not connected/, /Connect/],
  },
  {
    what: 'a workflow of a newer version',
    content: () => changed((shot) => ({ ...shot, version: 99 })),
    status: 2,
    says: [/newer Blockout/, /99/, /Update/],
  },
  {
    what: '50 MB of JSON',
    content: () => `{"format":"blockout/workflow","version":1,"junk":"${'x'.repeat(50_000_000)}"}`,
    status: 2,
    says: [/large|MB/, /workflow/],
  },
  {
    what: 'keys called __proto__',
    content: () =>
      JSON.stringify(shotDocument()).replace('"params":{', '"params":{"__proto__":{"polluted":true},'),
    status: 2,
    says: [/__proto__/],
  },
  {
    what: 'broken JSON',
    content: () => '{"format": "blockout/workflow",',
    status: 2,
    says: [/not valid JSON/],
  },
];

describe.each(CASES)('$what', ({ content, status, says }) => {
  test('is refused with what happened, where and the way out, and leaves no job behind', async () => {
    const path = bench.write('case.json', content());
    const done = await bench.cli(['run', path, '--yes']);
    expect(done.stderr).toMatch(/error: /);
    for (const pattern of says) expect(done.stderr).toMatch(pattern);
    expect(done.stderr).not.toMatch(/\n\s+at .*\.ts:\d+/);
    expect(done.status).toBe(status);
    expect((await bench.cli(['jobs', '--json'])).events()).toEqual([]);
  });
});

describe('usage', () => {
  test.each([
    ['no such command', ['dance'], /no command “dance”/],
    ['no file', ['run'], /FILE/],
    ['an unknown flag', ['run', 'shot.json', '--fast'], /--fast/],
    ['a malformed --set', ['run', 'shot.json', '--set', 'seed'], /node\.param=value/],
    [
      'an unknown provider',
      ['run', 'shot.json', '--provider', 'acme'],
      /simulator, fal, oxen or oxen-simulator/,
    ],
    ['a --max-usd that is no amount', ['run', 'shot.json', '--max-usd', 'lots'], /amount/],
    ['--set of an unknown node', ['run', 'shot.json', '--set', 'nobody.x=1'], /no node “nobody”/],
    ['--set of an unknown param', ['run', 'shot.json', '--set', 'request.x=1'], /no param “x”/],
    ['--input for a node without files', ['run', 'shot.json', '--input', 'submit=clip.mp4'], /takes no file/],
    ['a missing workflow', ['check', 'nowhere.json'], /nowhere\.json/],
  ])('%s is told and leaves with 2', async (_, args, says) => {
    bench.write('shot.json', shotDocument());
    const done = await bench.cli(args);
    expect(done.stderr).toMatch(says);
    expect(done.status).toBe(2);
  });
});

describe('a provider that refuses', () => {
  const KEY = 'key-id-for-test:secret-that-must-not-leak';

  async function runAgainst(profile: string, key = KEY) {
    const own = createBench();
    const served = await serveSimulator({
      port: 0,
      renderer: quickRenderer,
      dataDir: join(own.folder, 'served'),
      profile,
    });
    try {
      const env = { FAL_KEY: key, BLOCKOUT_FAL_ORIGIN: served.origin };
      const path = own.write('shot.json', shotDocument());
      const done = await own.cli(['run', path, '--provider', 'fal', '--yes'], env);
      const jobs = (await own.cli(['jobs', '--json'], env)).events();
      return { done, jobs };
    } finally {
      await served.close();
      own.remove();
    }
  }

  test.each([
    ['an invalid key (401)', 'unauthorized', /key/i, 'failed'],
    ['a locked account (403)', 'locked', /locked|balance/i, 'failed'],
    ['a field that it rejects (422)', 'invalid-field', /request|submit/i, 'failed'],
  ])('%s: the reason reaches the user, the status is 1, no key leaks', async (_, profile, says, state) => {
    const { done, jobs } = await runAgainst(profile);
    expect(done.stderr).toMatch(says);
    expect(done.status).toBe(1);
    expect(jobs.map((job) => job.state)).toEqual([state]);
    expect(`${done.stdout}${done.stderr}${JSON.stringify(jobs)}`).not.toContain('secret-that-must-not-leak');
  });

  test('without a key the run is refused before anything is sent', async () => {
    const path = bench.write('shot.json', shotDocument());
    const done = await bench.cli(['run', path, '--provider', 'fal', '--yes']);
    expect(done.stderr).toMatch(/key/i);
    expect(done.status).not.toBe(0);
    expect((await bench.cli(['jobs', '--json'])).events()).toEqual([]);
  });

  test('a fal origin beyond this machine is refused', async () => {
    const path = bench.write('shot.json', shotDocument());
    const done = await bench.cli(['run', path], { BLOCKOUT_FAL_ORIGIN: 'http://example.com' });
    expect(done.stderr).toMatch(/this machine/);
    expect(done.status).toBe(2);
  });
});
