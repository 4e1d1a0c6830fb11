import { describe, expect, test } from 'vitest';
import { fal } from '../../src/host/providers/fal.ts';
import { createRig, KEY, onlyJob, type Rig } from './rig.ts';
import { createWebWorld, type Page, PUBLIC_IP, type WebWorld } from './web-world.ts';

const PRIVATE = 'http://192.168.1.1/admin';
const toPrivate: Page = () => new Response(null, { status: 302, headers: { location: PRIVATE } });

/** A world in which every page redirects into the private network. */
const redirecting = () => createWebWorld(() => toPrivate);
/** A world whose names turn out to be private when they are connected to, whatever they were before. */
const rebound = () =>
  createWebWorld(
    () => () => new Response('secret'),
    () => ['127.0.0.1'],
  );

const WORLDS = [
  ['redirects into the private network', redirecting, [PUBLIC_IP]],
  ['leads into the private network by its name', rebound, []],
] as const;

/** A host that reaches everything over the network of a world. */
const onNetwork = (rig: Rig, world: WebWorld) => rig.openHost({ transport: undefined, ...world.host });

describe.each(WORLDS)('what %s', (_, worldOf, dialed) => {
  test('is no input', async () => {
    const world = worldOf();
    const rig = await createRig({ host: world.host });
    expect(await rig.host.facts.fetchWebFile('https://example.com/clip.mp4')).toMatchObject({
      ok: false,
      message: 'example.com could not be read: it leads into a private network.',
    });
    expect(world.dialed).toEqual(dialed);
  });

  test('is no description of a model', async () => {
    const world = worldOf();
    const rig = await createRig();
    const found = await onNetwork(rig, world).endpoints.fetch('fal-ai/some-model', fal);
    expect(found).toMatchObject({
      failed: true,
      message: expect.stringMatching(/private network|redirects elsewhere/),
    });
    expect(world.dialed).toEqual(dialed);
  });

  test('is no take, and the job stays open for the true one', async () => {
    const world = worldOf();
    const { rig, host } = await rigWithUnfetchedTake(world);
    await host.jobs.resume();
    expect(onlyJob(host)).toMatchObject({
      asset: null,
      problem: { message: expect.stringContaining('it leads into a private network') },
    });
    expect([...new Set(world.dialed)]).toEqual(dialed);
    await host.close();

    const open = createWebWorld((url) => () => rig.simulator.fetch(new Request(url)));
    const again = onNetwork(rig, open);
    await again.jobs.resume();
    expect(onlyJob(again)).toMatchObject({ state: 'done', problem: null });
    expect(open.dialed).toEqual([PUBLIC_IP]);
    expect(rig.submits()).toHaveLength(1);
  });
});

/** A job that is complete at fal, whose take could not be fetched yet; and a host that goes on over a world's network. */
async function rigWithUnfetchedTake(world: WebWorld) {
  const rig = await createRig({ env: { FAL_KEY: KEY } });
  rig.intercept = ({ host, method }) =>
    method === 'GET' && host.endsWith('.fal.media')
      ? Promise.reject(new TypeError('fetch failed'))
      : undefined;
  await rig.run();
  expect(onlyJob(rig.host)).toMatchObject({ asset: null, problem: { code: 'provider' } });
  await rig.host.close();
  return { rig, host: onNetwork(rig, world) };
}
