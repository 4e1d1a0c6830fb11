import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { createRig, type Rig } from './rig.ts';
import { CLIP } from './shot.ts';
import { createWebWorld, type Page, PUBLIC_IP } from './web-world.ts';

const clipResponse = () => new Response(Readable.toWeb(createReadStream(CLIP)) as ReadableStream);

async function planUrl(rig: Rig, url: string, mayDownload: boolean) {
  const opened = await rig.host.loadWorkflowFile(join(rig.folder, 'shot.json'));
  if (!opened.ok) throw new Error(opened.problem.message);
  const { workflow } = opened;
  const node = { ...workflow.nodes.get('clip')!, params: { clip: { url } } };
  return rig.host.plan({ ...workflow, nodes: workflow.nodes.set(node) }, { folder: rig.folder, mayDownload });
}

/** A web of these pages; every host has the same address. */
async function rigWithWeb(pages: Record<string, Page>, address = PUBLIC_IP) {
  const world = createWebWorld(
    (url) => pages[url],
    () => [address],
  );
  return { rig: await createRig({ host: world.host }), ...world };
}

test('planning does not reach out; a run may, and then only once', async () => {
  const url = 'https://example.com/plates/clip.mp4';
  const { rig, asked } = await rigWithWeb({ [url]: clipResponse });
  const shown = await planUrl(rig, url, false);
  expect(shown.problems[0]!.message).toBe('“clip.mp4” has not been downloaded yet.');
  expect(asked).toEqual([]);
  expect((await planUrl(rig, url, true)).problems).toEqual([]);
  expect((await planUrl(rig, url, false)).problems).toEqual([]);
  expect(asked).toEqual([`GET ${url}`]);
});

test.each(['127.0.0.1', '169.254.169.254', '::1', 'fd00::1', '::ffff:7f00:1', '64:ff9b::7f00:1'])(
  'a name that leads to %s is not followed',
  async (address) => {
    const url = 'https://innocent.example/clip.mp4';
    const { rig, asked, dialed } = await rigWithWeb({ [url]: clipResponse }, address);
    const { problems } = await planUrl(rig, url, true);
    expect(problems[0]).toMatchObject({
      message: 'innocent.example could not be read: it leads into a private network.',
      fix: 'Download the file yourself and choose it here.',
    });
    expect([...asked, ...dialed]).toEqual([]);
  },
);

test('redirects are followed a few times and then no more', async () => {
  const onward = (location: string) => () => new Response(null, { status: 302, headers: { location } });
  const { rig } = await rigWithWeb({
    'https://example.com/a': onward('/b'),
    'https://example.com/b': clipResponse,
    'https://example.com/loop': onward('/loop'),
  });
  expect((await planUrl(rig, 'https://example.com/a', true)).problems).toEqual([]);
  expect((await planUrl(rig, 'https://example.com/loop', true)).problems[0]!.message).toMatch(/too often/);
});

test('a missing page is told with its status', async () => {
  const { rig } = await rigWithWeb({});
  const { problems } = await planUrl(rig, 'https://example.com/none.mp4', true);
  expect(problems[0]).toMatchObject({
    code: 'missing-media',
    message: 'example.com could not be read: the server answers 404.',
  });
});

test('an address is known by its last part, even where that cannot be decoded', async () => {
  const { rig } = await rigWithWeb({});
  const told = async (url: string) => (await planUrl(rig, url, false)).problems[0]!.message;
  expect(await told('https://example.com/my%20clip.mp4')).toMatch(/^“my clip\.mp4”/);
  expect(await told('https://example.com/100%.mp4')).toMatch(/^“100%\.mp4”/);
  expect(await told('https://example.com/')).toMatch(/^“example\.com”/);
});

test('what was downloaded is the file itself', async () => {
  const url = 'https://example.com/clip.mp4';
  const { rig } = await rigWithWeb({ [url]: clipResponse });
  await planUrl(rig, url, true);
  const [asset] = rig.host.assets.list(1);
  expect(await readFile(rig.host.assets.pathOf(asset!.hash))).toEqual(await readFile(CLIP));
});
