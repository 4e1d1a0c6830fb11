import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServedSimulator, serveSimulator } from '../../src/simulator/serve.ts';
import { shotDocument } from '../host/shot.ts';
import { quickRenderer } from '../kept-processes.ts';
import { type Bench, createBench } from './command-line.ts';

const run = promisify(execFile);
const MODULES = resolve(import.meta.dirname, '../../node_modules');
const has = (program: string) => spawnSync(program, ['--version']).status === 0;

let bench: Bench;
let provider: ServedSimulator;
let shot: string;
beforeAll(async () => {
  bench = createBench();
  provider = await serveSimulator({
    port: 0,
    renderer: quickRenderer,
    dataDir: join(bench.folder, 'provider'),
  });
  shot = bench.write('shot.json', shotDocument());
  // Scripts lie outside of the project and find its packages as an artist's own scripts find theirs.
  symlinkSync(MODULES, join(bench.folder, 'node_modules'));
});
afterAll(async () => {
  await provider.close();
  bench.remove();
});

const exported = async (...more: string[]) => {
  const { status, stdout, stderr } = await bench.cli(['export', shot, ...more]);
  expect([status, stderr]).toEqual([0, expect.stringContaining('Shot')]);
  return stdout;
};
const env = (more: object = {}) => ({ ...process.env, FAL_KEY: 'id:secret', ...more });

test('JSON holds the endpoint, every field and the file', async () => {
  const { endpoint, input } = JSON.parse(await exported('--as', 'json'));
  expect(endpoint).toBe('fal-ai/ltx-2.3-quality/render-to-real');
  expect(input).toMatchObject({ num_frames: 9, resolution: '480p', seed: 42, prompt: '3DREAL. ' });
  expect(input.video_url).toEqual({ file: expect.any(String), contentType: 'video/mp4' });
});

test('the JavaScript runs as it is and brings a take', async () => {
  bench.write('request.mjs', await exported('--as', 'js'));
  // Leads fal's hosts to the simulator, as a proxy would.
  bench.write(
    'to-simulator.mjs',
    `const real = globalThis.fetch;
     globalThis.fetch = (url, init) => {
       const { host, pathname, search } = new URL(url);
       return real('${provider.origin}/__host/' + host + pathname + search, init);
     };`,
  );
  const { stdout, stderr } = await run(process.execPath, ['--import', './to-simulator.mjs', 'request.mjs'], {
    cwd: bench.folder,
    env: env(),
  });
  expect(JSON.parse(stdout)).toMatchObject({ seed: 42, video: { num_frames: 9 } });
  expect(stderr).toMatch(/^request \S+/m);
});

test.skipIf(!has('bash') || !has('curl'))('the bash script runs as it is and brings a take', async () => {
  bench.write('request.sh', await exported('--as', 'curl'));
  const bin = join(bench.folder, 'bin');
  mkdirSync(bin);
  const { stdout: curl } = await run('sh', ['-c', 'command -v curl']);
  writeFileSync(
    join(bin, 'curl'),
    `#!/usr/bin/env bash
args=()
for arg in "$@"; do args+=("\${arg/#https:\\/\\//${provider.origin}/__host/}"); done
exec ${curl.trim()} "\${args[@]}"
`,
  );
  chmodSync(join(bin, 'curl'), 0o755);
  const { stdout } = await run('bash', ['request.sh'], {
    cwd: bench.folder,
    env: env({ PATH: `${bin}:${process.env.PATH}` }),
  });
  expect(JSON.parse(stdout)).toMatchObject({ seed: 42, video: { num_frames: 9 } });
});

test.skipIf(!has('python3'))('the Python is Python', async () => {
  const path = bench.write('request.py', await exported('--as', 'python'));
  await run('python3', ['-c', `import ast, sys; ast.parse(open(sys.argv[1]).read())`, path]);
});

test('what is exported is imported again as a workflow that makes the same request', async () => {
  const json = await exported('--as', 'json');
  for (const language of ['curl', 'js', 'python', 'json']) {
    const code = bench.write(`round.${language}`, await exported('--as', language));
    const out = join(bench.folder, `round-${language}.json`);
    const made = await bench.cli(['import', code, '--out', out]);
    expect([made.status, made.stderr]).toEqual([0, '']);
    const again = await bench.cli(['export', out, '--as', 'json']);
    expect(again.stdout).toBe(json);
    const twice = await bench.cli(['import', code, '--out', out]);
    expect([twice.status, twice.stderr]).toEqual([2, expect.stringContaining('is there already')]);
  }
  const { status, stderr } = await bench.cli(['import', bench.write('prose.txt', 'no request here')]);
  expect([status, stderr]).toEqual([
    2,
    expect.stringContaining('No request to fal is in this text. Give a whole curl'),
  ]);
  const stranger = bench.write('stranger.json', JSON.stringify({ endpoint: 'fal-ai/else', input: {} }));
  const strange = await bench.cli(['import', stranger]);
  expect([strange.status, strange.stderr]).toEqual([
    2,
    expect.stringContaining('The simulator does not play “fal-ai/else”. Choose the fal provider'),
  ]);
});

test('a wrong language, an unknown node and a file that is not made yet are told, and nothing is written', async () => {
  for (const [args, words] of [
    [['--as', 'cobol'], '--as cobol: choose curl, js, python, json.'],
    [['--node', 'other'], '--node other: the requests are request.'],
  ] as const) {
    const { status, stdout, stderr } = await bench.cli(['export', shot, ...args]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(words);
  }
  const document = shotDocument();
  const trimmed = bench.write('trimmed.json', {
    ...document,
    nodes: document.nodes.map((node) =>
      node.id === 'clip' ? { ...node, params: { ...node.params, in_frame: 1 } } : node,
    ),
  });
  const { status, stdout, stderr } = await bench.cli(['export', trimmed]);
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain('is made by a node that has not run yet. Run the workflow once');
});
