import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** A part of the program that is built from sources: what it is made of and the file that shows it is there. */
export interface BuiltPart {
  readonly name: string;
  readonly sources: readonly string[];
  readonly result: string;
  /** A tool of `node_modules/.bin` and its arguments. */
  readonly tool: readonly [string, ...string[]];
}

/** What runs on both sides. */
const PURE = ['engine', 'formats', 'fal', 'requests', 'sources', 'nodes', 'documents', 'settings'].map(
  (folder) => `src/${folder}`,
);

export const PAGE: BuiltPart = {
  name: 'the editor',
  sources: [...PURE, 'src/renderer', 'vite.config.ts', 'package.json'],
  result: 'dist/renderer/index.html',
  tool: ['vite', 'build', '--logLevel', 'warn'],
};
export const SHELL: BuiltPart = {
  name: 'the desktop shell',
  sources: [
    ...PURE,
    ...['src/main', 'src/host', 'src/media', 'src/simulator'],
    ...['electron.vite.config.ts', 'package.json'],
  ],
  result: 'dist/main/main.js',
  tool: ['electron-vite', 'build', '--logLevel', 'warn'],
};

/** Whether a part is missing or older than what it is made of. */
export function isStale(part: BuiltPart, root: string = ROOT): boolean {
  const built = changedAtMs(join(root, part.result));
  return built === 0 || part.sources.some((source) => changedAtMs(join(root, source)) > built);
}

/** Builds a part where it is stale. False where that failed; the tool has said why. */
export function ensureBuilt(part: BuiltPart): boolean {
  if (!isStale(part)) return true;
  console.log(`Building ${part.name} …`);
  const [tool, ...args] = part.tool;
  // Tests and tools set another one, with which React would be built as for development.
  const env = { ...process.env, NODE_ENV: 'production' };
  const run = spawnSync(process.execPath, [toolPath(tool), ...args], { cwd: ROOT, stdio: 'inherit', env });
  return run.status === 0;
}

/** The script behind a tool, so that it runs with this Node whatever the system's own is. */
function toolPath(tool: string): string {
  return join(ROOT, 'node_modules', tool, 'bin', `${tool}.js`);
}

/** When a file, or anything below a folder, changed last; 0 where there is nothing. */
function changedAtMs(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  const inside = readdirSync(path).map((name) => changedAtMs(join(path, name)));
  return Math.max(found.mtimeMs, ...inside);
}
