import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './built-parts.ts';

const PROJECTS = ['tsconfig.pure.json', 'tsconfig.node.json', 'tsconfig.web.json'];

/**
 * What `npm run hooks` lets git do before each commit: format and lint of the staged files, and types of the parts that they
 * lie in. Takes seconds, since tsc looks at what has changed only; `npm run check` is everything.
 */
const staged = execFileSync('git', ['diff', '--cached', '--name-only', '--diff-filter=ACMR', '-z'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\0')
  .filter((path) => path !== '');

/** Whether some of what is staged belongs to this project of tsc. */
function concerns(project: string): boolean {
  const { include } = JSON.parse(readFileSync(join(ROOT, project), 'utf8')) as { include: string[] };
  return staged.some((path) => /\.tsx?$/.test(path) && include.some((part) => path.startsWith(`${part}/`)));
}

const checks: readonly (readonly [string, ...string[]])[] = [
  ['biome', 'check', '--no-errors-on-unmatched', '--files-ignore-unknown=true', ...staged],
  ...PROJECTS.filter(concerns).map((project) => ['tsc', '-p', project] as const),
];
const isGood = ([tool, ...args]: readonly [string, ...string[]]) =>
  spawnSync(join(ROOT, 'node_modules/.bin', tool), args, { cwd: ROOT, stdio: 'inherit' }).status === 0;
// All of them, so that one look tells everything that is wrong.
if (staged.length > 0 && !checks.map(isGood).every(Boolean)) process.exit(1);
