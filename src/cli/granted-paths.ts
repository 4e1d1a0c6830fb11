import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Parsed } from './arguments.ts';

export type GrantedPaths =
  | { readonly ok: true; readonly paths: readonly string[] }
  | { readonly ok: false; readonly message: string };

/** The folders and files that `--grant` names, as they really lie. */
export async function grantedPaths({ values }: Parsed): Promise<GrantedPaths> {
  const paths: string[] = [];
  for (const name of (values.grant ?? []) as readonly string[]) {
    const path = await realpath(resolve(name)).catch(() => null);
    if (path === null) return { ok: false, message: `--grant ${name}: there is no such folder.` };
    paths.push(path);
  }
  return { ok: true, paths };
}
