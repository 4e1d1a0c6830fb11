import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { BadWord } from './bad-word.ts';
import type { GrantWords } from './options.ts';

/** The folders and files that `--grant` names, as they really lie. */
export async function grantedPaths({ grant = [] }: GrantWords): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const name of grant) {
    const path = await realpath(resolve(name)).catch(() => null);
    if (path === null) throw new BadWord(`--grant ${name}: there is no such folder.`);
    paths.push(path);
  }
  return paths;
}
