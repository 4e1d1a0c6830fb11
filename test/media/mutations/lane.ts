import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unpackFrames } from '../../../src/host/assets/unpack-frames.ts';
import { createHost } from '../../../src/host/create-host.ts';
import type { Host } from '../../../src/host/host.ts';
import { createMediaProcess } from '../../../src/media/media-process.ts';
import { WAIT_LIMIT_MS } from '../../wait-limit.ts';
import type { Format } from './samples.ts';
import { type MediaCall, watchMedia } from './watch-media.ts';

/** A host with a media process of its own, to which damaged files are given one after the other. */
export interface Lane {
  readonly calls: MediaCall[];
  /** Hands the file in as an editor does and asks for every picture of it; answers what was not as promised. */
  offer(format: Format, bytes: Uint8Array, choice: number): Promise<string[]>;
  /** Whether the host still answers and reads this good clip. */
  isUp(good: Uint8Array): Promise<boolean>;
  close(): Promise<void>;
}

const PICTURES: Readonly<Record<'video' | 'still' | 'exr', readonly string[]>> = {
  video: ['poster?width=64', 'frame?index=3', 'filmstrip?count=4&height=32'],
  still: ['poster?width=32'],
  exr: ['poster?width=32', 'exr?max=64'],
};

export function openLane(home: string): Lane {
  const calls: MediaCall[] = [];
  const media = watchMedia(createMediaProcess({ timeoutMs: WAIT_LIMIT_MS, memoryMb: 1_000 }), calls);
  const host = createHost({ home, media, env: {}, takeUpJobs: false });
  return {
    calls,
    async offer(format, bytes, choice) {
      const { hash, breaches } = await upload(host, `mutant.${format}`, bytes);
      if (hash === null) return breaches;
      if (format === 'zip') return [...breaches, ...(await unpack(host, bytes))];
      const isVideo = format === 'mp4' || format === 'mov' || format === 'webm';
      for (const picture of PICTURES[isVideo ? 'video' : format === 'exr' ? 'exr' : 'still']) {
        breaches.push(...(await answerOf(host, `/api/assets/${hash}/${picture}`)));
      }
      if (isVideo) breaches.push(...(await rewrite(host, hash, choice)));
      return breaches;
    },
    async isUp(good) {
      const { hash } = await upload(host, 'good.mp4', good);
      const poster = await host.fetch(new Request(`http://host/api/assets/${hash}/poster?width=48`));
      return poster.status === 200;
    },
    async close() {
      await host.close();
      media.dispose();
    },
  };
}

interface Uploaded {
  readonly hash: string | null;
  readonly breaches: string[];
}

async function upload(host: Host, name: string, bytes: Uint8Array): Promise<Uploaded> {
  const url = `http://host/api/assets?name=${name}`;
  const answer = await host.fetch(new Request(url, { method: 'POST', body: new Uint8Array(bytes) }));
  const body = (await answer.json()) as { asset: { hash: string } | null; problem: unknown };
  const isPromised = answer.status === 201 || (answer.status === 422 && body.problem !== null);
  return {
    hash: body.asset?.hash ?? null,
    breaches: [...(isPromised ? [] : [`upload answered ${answer.status}`]), ...problemBreaches(body.problem)],
  };
}

/** A picture, or a refusal with its reason. */
async function answerOf(host: Host, path: string): Promise<string[]> {
  const answer = await host.fetch(new Request(`http://host${path}`));
  if (answer.status === 200) {
    await answer.arrayBuffer();
    return [];
  }
  const body = (await answer.json().catch(() => ({}))) as { problem?: unknown };
  const isPromised = (answer.status === 422 || answer.status === 404) && body.problem !== undefined;
  return isPromised ? problemBreaches(body.problem) : [`${path} answered ${answer.status}`];
}

/** What nodes do with a clip. */
async function rewrite({ media, assets }: Host, hash: string, choice: number): Promise<string[]> {
  const outPath = join(assets.partialFolder, '..', 'scratch', `${randomUUID()}.mp4`);
  const path = assets.pathOf(hash);
  const done =
    choice < 0.7
      ? await media.conform({
          path,
          outPath,
          width: 32,
          height: 32,
          fit: 'crop',
          keepAudio: true,
          frameCount: 9,
        })
      : await media.edges({ path, outPath, threshold: 0.2, blurPasses: 1 });
  return done.ok ? [] : problemBreaches(done.problem);
}

async function unpack(host: Host, bytes: Uint8Array): Promise<string[]> {
  const path = host.assets.scratchPath();
  await writeFile(path, bytes);
  const unpacked = await unpackFrames(path, host.assets);
  await rm(path);
  return unpacked.ok || unpacked.text !== '' ? [] : ['an archive was refused without a reason'];
}

/** Every problem says what happened and what to do. */
function problemBreaches(problem: unknown): string[] {
  if (problem === null || problem === undefined) return [];
  const { message, fix } = problem as { message?: string; fix?: string };
  return message && fix ? [] : [`a problem without words: ${JSON.stringify(problem)}`];
}
