import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { Readable } from 'node:stream';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};
/** Vite puts a hash of the content into these names, so that they never change. */
const HASHED = /^\/assets\/.*-[\w-]{8,}\.\w+$/;

/** The built editor as it is asked for over HTTP. */
export interface RendererFiles {
  /** Whether there is a built editor at all. */
  isBuilt(): Promise<boolean>;
  /** A file of the editor; 404 for anything that is not one. */
  answer(request: Request): Promise<Response>;
}

/** Serves the files of one folder and nothing outside of it, links followed. */
export function createRendererFiles(folder: string): RendererFiles {
  return {
    isBuilt: async () => (await stat(join(folder, 'index.html')).catch(() => null))?.isFile() === true,
    async answer(request) {
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        return new Response('Only GET and HEAD.', { status: 405, headers: { allow: 'GET, HEAD' } });
      }
      const name = pathOf(request.url);
      const file = name === null ? null : await fileIn(folder, name);
      if (name === null || file === null) return new Response('There is no such page.', { status: 404 });
      const headers = new Headers({
        'content-type': TYPES[extname(file.path)] ?? 'application/octet-stream',
        'content-length': String(file.size),
        'cache-control': HASHED.test(name) ? 'private, max-age=31536000, immutable' : 'no-store',
      });
      if (request.method === 'HEAD' || file.size === 0) return new Response(null, { headers });
      const body = Readable.toWeb(createReadStream(file.path)) as ReadableStream<Uint8Array>;
      return new Response(body, { headers });
    },
  };
}

/** The decoded path, or null where it is not one that a browser would ask for. */
function pathOf(url: string): string | null {
  try {
    const path = decodeURIComponent(new URL(url).pathname);
    const isPlain = !/[\\\0]/.test(path) && !path.split('/').includes('..');
    return isPlain ? (path === '/' ? '/index.html' : path) : null;
  } catch {
    return null;
  }
}

async function fileIn(folder: string, name: string): Promise<{ path: string; size: number } | null> {
  const [root, path] = await Promise.all([
    realpath(folder).catch(() => null),
    realpath(join(folder, name)).catch(() => null),
  ]);
  if (root === null || path === null || !path.startsWith(root + sep)) return null;
  const found = await stat(path);
  return found.isFile() ? { path, size: found.size } : null;
}
