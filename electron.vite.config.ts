import { fileURLToPath } from 'node:url';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Child processes start from built files: their addresses follow them out of the sources. */
const builtWorkers: Plugin = {
  name: 'built-workers',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('.ts')) return null;
    const changed = code.replace(
      /new URL\('\.\/([\w-]+)\.ts', import\.meta\.url\)/g,
      "new URL('./$1.js', import.meta.url)",
    );
    return changed === code ? null : { code: changed, map: null };
  },
};

/** Builds the desktop shell; the page itself is built by vite.config.ts. */
export default defineConfig({
  main: {
    plugins: [builtWorkers],
    build: {
      outDir: here('dist/main'),
      target: 'node24',
      rollupOptions: {
        input: {
          main: here('src/main/main.ts'),
          worker: here('src/media/worker.ts'),
          'render-worker': here('src/simulator/render-worker.ts'),
        },
        // Workers are looked for beside the file that starts them, so everything lies in one folder.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: here('dist/preload'),
      rollupOptions: {
        input: { preload: here('src/main/preload.ts') },
        // A sandboxed preload script can't be a module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
});
