import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COPPER_KEY, OFFER } from './copper-provider.ts';
import { createRig, onlyJob, type Rig, type RigOptions } from './rig.ts';
import { shotDocument } from './shot.ts';
import { createWebWorld } from './web-world.ts';

const URL = 'https://weights.example/a.safetensors';

/** A safetensors file with one tensor of `bytes` zeros. */
function weights(bytes: number): Buffer {
  const header = JSON.stringify({
    __metadata__: { format: 'pt' },
    w: { dtype: 'U8', shape: [bytes], data_offsets: [0, bytes] },
  });
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, Buffer.from(header), Buffer.alloc(bytes)]);
}

/** The shot through the LoRA endpoint, with one adapter. */
async function rigWithLora(params: object, options: RigOptions = {}): Promise<Rig> {
  const rig = await createRig(options);
  const document = shotDocument();
  const lora = { id: 'lora', type: 'lora', typeVersion: 1, position: { x: 0, y: 0 }, params };
  const nodes = document.nodes.map((node) =>
    node.id === 'request'
      ? {
          ...node,
          type: 'reference-video-to-video-lora',
          params: { ...node.params, resolution: 'auto', prompt: 'p' },
        }
      : node,
  );
  const edge = { from: { node: 'lora', port: 'lora' }, to: { node: 'request', port: 'loras' } };
  await writeFile(
    join(rig.folder, 'shot.json'),
    JSON.stringify({ ...document, nodes: [...nodes, lora], edges: [...document.edges, edge] }),
  );
  return rig;
}

/** A web in which the adapter has this size, or redirects somewhere. */
function webOf(answer: () => Response | null): { options: RigOptions; asked: string[] } {
  const { host, asked } = createWebWorld(() => answer);
  // A size is waited for 8 s.
  return { asked, options: { host, deadlineMs: 8_000 } };
}
const sized = (bytes: number) => () => new Response(null, { headers: { 'content-length': String(bytes) } });

describe('a LoRA from this machine', () => {
  test('is uploaded and sent by its address', async () => {
    const rig = await rigWithLora({ file: { path: 'a.safetensors' }, scale: 0.7 });
    await writeFile(join(rig.folder, 'a.safetensors'), weights(64));
    expect((await rig.run()).status).toBe('done');
    const [submit] = rig.submits();
    const { loras } = submit!.body as { loras: { path: string; scale: number }[] };
    expect(loras).toEqual([
      { path: expect.stringMatching(/^https:\/\/v3b?\.fal\.media\//), scale: 0.7, transformer: 'both' },
    ]);
    const asset = rig.host.assets.list(20).find(({ name }) => name === 'a.safetensors');
    expect(asset!.info).toEqual({ kind: 'weights', sizeBytes: weights(64).length, tensorCount: 1 });
  });

  test.each([
    ['cut off', () => weights(64).subarray(0, 100), /cut off or damaged/],
    ['without its header', () => weights(64).subarray(0, 20), /cut off or damaged/],
    [
      'with a header that is no JSON',
      () => Buffer.from(weights(4).toString('latin1').replace('"w"', '"w'), 'latin1'),
      /cut off or damaged/,
    ],
    ['something else', () => Buffer.from('not weights at all'), /is no video or image|cannot be read/],
  ])('%s is refused before anything is sent', async (_, content, message) => {
    const rig = await rigWithLora({ file: { path: 'a.safetensors' } });
    await writeFile(join(rig.folder, 'a.safetensors'), content());
    const { problems } = await rig.plan();
    expect(problems).toMatchObject([{ severity: 'error', nodeId: 'lora', param: 'file' }]);
    expect(problems[0]!.message).toMatch(message);
  });

  test('a clip in its place is refused', async () => {
    const rig = await rigWithLora({ file: { path: 'clip.mp4' } });
    expect((await rig.plan()).problems).toMatchObject([
      {
        nodeId: 'lora',
        param: 'file',
        message: '“clip.mp4” is a video, but a .safetensors file is needed here.',
      },
    ]);
  });
});

describe('a LoRA on the web', () => {
  test('of more than 3 GB is refused before anything is sent or charged', async () => {
    const { options, asked } = webOf(sized(3_200_000_000));
    const rig = await rigWithLora({ path: URL }, options);
    const { status, problems } = await rig.run();
    expect(status).toBe('failed');
    expect(problems).toMatchObject([
      {
        nodeId: 'submit',
        message: `The LoRA at ${URL} has 3.20 GB; fal takes 3 GB. Nothing was submitted.`,
        fix: expect.stringContaining('lower rank'),
      },
    ]);
    expect(asked).toEqual([`HEAD ${URL}`]);
    expect(rig.submits()).toEqual([]);
    expect(onlyJob(rig.host)).toMatchObject({ state: 'failed', charge: 'free', requestId: null });
  });

  test('is measured by what the declaration of its provider says that it fetches', async () => {
    const { options } = webOf(sized(1_200_000_000));
    const rig = await rigWithLora(
      { path: URL },
      {
        ...options,
        env: { COPPER_KEY },
        host: { ...options.host, providers: OFFER },
        plan: { provider: 'copper' },
      },
    );
    await rig.host.settings.update({ providerSettings: { copperUsdPerTake: 0.25 } });
    expect((await rig.run()).problems).toMatchObject([
      { message: `The LoRA at ${URL} has 1.20 GB; Copper takes 1 GB. Nothing was submitted.` },
    ]);
  });

  test.each([
    ['of exactly 3 GB', sized(3_000_000_000)],
    ['whose server does not tell', () => new Response(null)],
    ['whose server refuses', () => new Response(null, { status: 403, headers: { 'content-length': '9e9' } })],
    ['whose server can not be reached', () => null],
  ])('%s is submitted', async (_, answer) => {
    const { options } = webOf(answer);
    const rig = await rigWithLora({ path: URL }, options);
    expect((await rig.run()).status).toBe('done');
    expect(rig.submits()).toHaveLength(1);
  });

  test('that redirects into a private network is not followed', async () => {
    const { options, asked } = webOf(
      () => new Response(null, { status: 302, headers: { location: 'http://169.254.169.254/latest' } }),
    );
    const rig = await rigWithLora({ path: URL }, options);
    expect((await rig.run()).status).toBe('done');
    expect(asked).toEqual([`HEAD ${URL}`]);
  });

  test('whose name leads into a private network by then is not asked for', async () => {
    const { host, dialed } = createWebWorld(
      () => sized(1),
      () => ['10.0.0.1'],
    );
    const rig = await rigWithLora({ path: URL }, { host });
    expect((await rig.run()).status).toBe('done');
    expect(dialed).toEqual([]);
  });

  test('is not asked for by the simulator', async () => {
    const { options, asked } = webOf(sized(9e9));
    const rig = await rigWithLora({ path: URL }, { ...options, env: {} });
    expect((await rig.run()).status).toBe('done');
    expect(asked).toEqual([]);
  });
});
