import { basename } from 'node:path';
import type { UnusableFile } from '../../engine/media-ref.ts';
import type { ClosedPath } from '../../engine/problem.ts';
import type { ReadGrants } from '../settings/read-grants.ts';
import type { FolderNames } from './folder-names.ts';

export const badPath = (message: string, fix: string): UnusableFile => ({
  ok: false,
  code: 'bad-media',
  message,
  fix,
});

/** What lies where nobody has allowed reading, by the name the user gave it. */
export function closedTrouble(name: string, closed: ClosedPath): UnusableFile {
  return {
    ok: false,
    code: 'closed-media',
    message: `“${name}” lies outside the workflow’s folder, so it is not read.`,
    fix:
      closed.offer === null
        ? 'Choose it by hand, or put it beside the workflow.'
        : `Allow reading ${closed.offer}, choose it by hand, or put it beside the workflow.`,
    closed,
  };
}

export const noSuchPath = (path: string): UnusableFile => ({
  ok: false,
  code: 'missing-media',
  message: `“${path}” is not there.`,
  fix: 'Put it back, or choose another one.',
});

/** Why a folder is not read; `wanted` is what the user wrote, where it is not the folder itself. */
export function folderTrouble(
  folder: string,
  listed: FolderNames & { readonly ok: false },
  closed: ReadGrants['closed'],
  wanted = folder,
): UnusableFile {
  switch (listed.reason) {
    case 'missing':
      return noSuchPath(folder);
    case 'no-folder':
      return {
        ok: false,
        code: 'missing-media',
        message: `“${wanted}” has no folder to start from yet.`,
        fix: 'Save the workflow beside it, or give its whole path.',
      };
    case 'outside':
      return closedTrouble(wanted, closed(listed.path, 'folder'));
    case 'no-directory':
      return badPath(`“${basename(folder)}” is a file.`, 'Choose a folder.');
    case 'no-permission':
      return badPath(`“${folder}” may not be read.`, 'Change its permissions, or choose another one.');
  }
}
