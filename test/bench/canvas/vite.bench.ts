import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The editor's canvas as it is, with one node type of the bench instead of the real ones. */
const benchTypes: Plugin = {
  name: 'bench-node-types',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (!source.endsWith('nodes/index.ts') || !importer?.endsWith('state/registry.ts')) return null;
    return here('./pages/bench-node.ts');
  },
};

/** Counts renders: each component of a card that is handed its node's id tells when it renders. */
const renderCounter: Plugin = {
  name: 'bench-render-counter',
  enforce: 'pre',
  transform(code, file) {
    if (!/src\/renderer\/(canvas|fields)\/\w+\.tsx$/.test(file)) return null;
    const counted = code.replace(
      /function \w+\(\{\s*(nodeId|id)\b[^)]*\)\s*\{/g,
      (head, id) => `${head} globalThis.countRender?.(${id});`,
    );
    return { code: counted, map: null };
  },
};

export const PAGES = ['ours', 'plain', 'tuned', 'litegraph'] as const;
export type PageName = (typeof PAGES)[number];

/** Builds every peer's page as for production. */
export async function buildPages(
  outDir: string,
  names: readonly PageName[] = PAGES,
  minify = true,
): Promise<void> {
  await build({
    root: here('./pages'),
    base: './',
    configFile: false,
    logLevel: 'error',
    plugins: [benchTypes, renderCounter, react()],
    worker: { format: 'es' },
    build: {
      outDir,
      minify,
      emptyOutDir: true,
      target: 'chrome130',
      modulePreload: false,
      rolldownOptions: {
        input: Object.fromEntries(names.map((name) => [name, here(`./pages/${name}.html`)])),
      },
    },
  });
}
