import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Builds the editor. Every door serves the result from its root. */
export default defineConfig({
  root: here('src/renderer'),
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: here('dist/renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // What the first screen needs is one file: it packs better than many, and nothing waits for the last of them.
        codeSplitting: { groups: [{ name: 'editor', tags: ['$initial'] }] },
      },
    },
  },
});
