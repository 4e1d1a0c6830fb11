import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, createServer, type InlineConfig, type Plugin, preview } from 'vite';
import { ROOT } from './built-parts.ts';

const PAGE = join(ROOT, 'test/gallery');
const SAMPLES = join(ROOT, 'resources/sample');
const TEMPLATES = ['first-look', 'keyframes', 'hdr-frames', 'render-to-real'];

/** The node types of the gallery, one with a param of every kind among them, instead of the editor's own. */
const galleryTypes: Plugin = {
  name: 'gallery-node-types',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source.endsWith('nodes/index.ts') && importer?.endsWith('state/registry.ts')
      ? join(PAGE, 'every-field.ts')
      : null,
};

/** Pictures for every asset, and templates: what a host would answer. */
const pictures: Plugin = {
  name: 'gallery-pictures',
  configureServer: ({ middlewares }) => void middlewares.use('/api', answer),
  configurePreviewServer: ({ middlewares }) => void middlewares.use('/api', answer),
};

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url!, 'http://gallery');
  if (/\/(poster|frame|exr|filmstrip|picture)$/.test(pathname)) {
    response.setHeader('content-type', 'image/jpeg');
    response.end(await readFile(join(SAMPLES, 'harbor-look.jpg')));
    return;
  }
  response.setHeader('content-type', 'application/json');
  if (pathname === '/templates') {
    response.end(JSON.stringify({ templates: await Promise.all(TEMPLATES.map(templateCard)) }));
    return;
  }
  const problem = { severity: 'error', code: 'bad-input', message: 'The gallery has no host.', fix: '' };
  response.writeHead(404).end(JSON.stringify({ problem }));
}

async function templateCard(id: string) {
  const { template, nodes } = JSON.parse(
    await readFile(join(ROOT, 'resources/templates', `${id}.json`), 'utf8'),
  ) as { template: { title: string; description: string }; nodes: readonly unknown[] };
  const { title, description } = template;
  return {
    id,
    name: title,
    description,
    nodeCount: nodes.length,
    pictureUrl: `/api/templates/${id}/picture`,
  };
}

const CONFIG: InlineConfig = {
  root: PAGE,
  configFile: false,
  logLevel: 'warn',
  cacheDir: join(ROOT, 'node_modules/.vite/gallery'),
  plugins: [galleryTypes, pictures, react()],
  worker: { format: 'es' },
};
const on = (port: number) => ({ host: '127.0.0.1', port, strictPort: port !== 0 });

export interface ServedGallery {
  readonly origin: string;
  close(): Promise<void>;
}

/** Serves the gallery from its sources with hot reload; 0 takes a free port. */
export async function serveGallery(port: number): Promise<ServedGallery> {
  const fs = { allow: [PAGE, join(ROOT, 'src'), join(ROOT, 'node_modules')] };
  const server = await createServer({ ...CONFIG, clearScreen: false, server: { ...on(port), fs } });
  await server.listen();
  return served(server.httpServer!, () => server.close());
}

/** Builds the gallery into a folder and serves it from there. */
export async function serveBuiltGallery(outDir: string): Promise<ServedGallery> {
  const built = {
    outDir,
    emptyOutDir: true,
    minify: false,
    target: 'chrome130',
    modulePreload: false,
  } as const;
  await build({ ...CONFIG, logLevel: 'error', build: built });
  const server = await preview({ ...CONFIG, build: built, preview: on(0) });
  return served(server.httpServer, () => server.close());
}

function served(server: Pick<Server, 'address'>, close: () => Promise<void>): ServedGallery {
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
