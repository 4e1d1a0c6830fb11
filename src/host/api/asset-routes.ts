import { Readable } from 'node:stream';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { MediaProblem } from '../../media/media-problem.ts';
import type { Outcome } from '../../media/outcome.ts';
import { type Asset, AssetTooLargeError } from '../assets/asset-store.ts';
import { inspectAsset, namedProblem } from '../assets/inspect-asset.ts';
import type { Preview } from '../assets/previews.ts';
import type { Host } from '../host.ts';
import { fileResponse } from './file-response.ts';
import { jsonBody, limitJson, query } from './json-body.ts';

const MAX_UPLOAD_BYTES = 16e9;
const whole = (min: number, max: number, usual: number) =>
  z.coerce.number().int().min(min).max(max).default(usual);
const uploadQuery = z.object({ name: z.string().min(1).max(255) });
const posterQuery = z.object({ width: whole(16, 2048, 480), layer: z.string().max(255).optional() });
const frameQuery = z.object({ index: whole(0, 1e7, 0) });
const stripQuery = z.object({ count: whole(1, 120, 12), height: whole(16, 360, 90) });
const exrQuery = z.object({
  exposure: z.coerce.number().min(-20).max(20).default(0),
  tone: z.enum(['filmic', 'reinhard', 'clip']).default('filmic'),
  max: whole(16, 16_384, 4096),
});

export type { ToneMap } from '../../media/tone-map.ts';

const urlBody = z.object({ url: z.url({ protocol: /^https?$/ }).max(2048) });
const HASH = '/:hash{[0-9a-f]{64}}';

/** Files by content: upload, metadata, the file itself by byte ranges, and small pictures of it. */
export function assetRoutes(host: Host) {
  const { assets, previews, media } = host;

  async function inspected(asset: Asset) {
    const found = await inspectAsset(asset.hash, assets, media);
    const present = assets.get(asset.hash) ?? asset;
    return found.ok
      ? { asset: present, problem: null }
      : { asset: present, problem: { message: found.problem.message, fix: found.problem.fix } };
  }

  async function pictureResponse(c: Context, make: () => Promise<Outcome<Preview, MediaProblem>>) {
    const made = await make();
    if (made.ok) return fileResponse(c.req.raw, made.value.path, made.value.contentType);
    const { message, fix } = made.problem;
    return c.json({ problem: { message, fix } }, made.problem.code === 'missing' ? 404 : 422);
  }

  return new Hono()
    .get('/', (c) => c.json({ assets: assets.list(500) }))
    .post('/', query(uploadQuery), async (c) => {
      const { body } = c.req.raw;
      if (!body)
        return c.json(
          { asset: null, problem: { message: 'The file is empty.', fix: 'Choose another file.' } },
          422,
        );
      try {
        const chunks = Readable.fromWeb(body as never);
        const asset = await assets.importStream(chunks, c.req.valid('query').name, MAX_UPLOAD_BYTES);
        return c.json(await inspected(asset), 201);
      } catch (error) {
        if (!(error instanceof AssetTooLargeError)) throw error;
        const problem = { message: 'The file has more than 16 GB.', fix: 'Use a shorter clip.' };
        return c.json({ asset: null, problem }, 413);
      }
    })
    .post('/from-url', limitJson, jsonBody(urlBody), async (c) => {
      const { url } = c.req.valid('json');
      const file = await host.facts.fetchWebFile(url, c.req.raw.signal);
      if (!file.ok) return c.json({ asset: null, problem: { message: file.message, fix: file.fix } }, 422);
      host.facts.files.rememberUrl(url, file.asset.hash);
      return c.json(await inspected(file.asset), 201);
    })
    .get(HASH, async (c) => {
      const asset = assets.get(c.req.param('hash'));
      return asset && (await assets.isWhole(asset.hash))
        ? c.json(await inspected(asset))
        : c.json({ asset: null, problem: null }, 404);
    })
    .get(`${HASH}/file`, async (c) => {
      const asset = assets.get(c.req.param('hash'));
      if (!asset || !(await assets.isWhole(asset.hash))) return c.notFound();
      return fileResponse(c.req.raw, assets.pathOf(asset.hash), asset.contentType);
    })
    .get(`${HASH}/poster`, query(posterQuery), (c) => {
      const { width, layer } = c.req.valid('query');
      return pictureResponse(c, () => previews.poster(c.req.param('hash'), width, layer));
    })
    .get(`${HASH}/frame`, query(frameQuery), (c) =>
      pictureResponse(c, () => previews.frame(c.req.param('hash'), c.req.valid('query').index)),
    )
    .get(`${HASH}/exr`, query(exrQuery), async (c) => {
      const { exposure, tone, max } = c.req.valid('query');
      const asset = assets.get(c.req.param('hash'));
      if (!asset || !(await assets.isWhole(asset.hash))) return c.notFound();
      const view = {
        path: assets.pathOf(asset.hash),
        exposure,
        toneMap: tone,
        maxSide: max,
        format: 'jpeg' as const,
      };
      const made = await media.viewExr(view, { signal: c.req.raw.signal });
      if (!made.ok) {
        const { message, fix } = namedProblem(made.problem, asset.hash, asset.name);
        return c.json({ problem: { message, fix } }, 422);
      }
      const headers = { 'content-type': 'image/jpeg', 'cache-control': 'private, max-age=3600' };
      return c.body(Buffer.from(made.value.picture, 'base64'), 200, headers);
    })
    .get(`${HASH}/filmstrip`, query(stripQuery), (c) =>
      pictureResponse(c, () => {
        const { count, height } = c.req.valid('query');
        return previews.filmstrip(c.req.param('hash'), count, height);
      }),
    )
    .get(`${HASH}/filmstrip.json`, query(stripQuery), async (c) => {
      const { count, height } = c.req.valid('query');
      const made = await previews.filmstrip(c.req.param('hash'), count, height);
      if (!made.ok)
        return c.json(
          { strip: null, problem: { message: made.problem.message, fix: made.problem.fix } },
          422,
        );
      const { frameIndexes, tileWidth, tileHeight } = made.value;
      return c.json({ strip: { frameIndexes, tileWidth, tileHeight }, problem: null });
    });
}
