import { basename } from 'node:path';
import type { PathFact } from '../../engine/path-fact.ts';
import type { FolderNames } from './folder-names.ts';

type Reason = Extract<FolderNames, { ok: false }>['reason'];

export const badPath = (message: string, fix: string): PathFact => ({
  ok: false,
  code: 'bad-media',
  message,
  fix,
});

/** Why a folder is not read; `wanted` is what the user wrote, where it is not the folder itself. */
export function folderTrouble(folder: string, reason: Reason, wanted = folder): PathFact {
  switch (reason) {
    case 'missing':
      return {
        ok: false,
        code: 'missing-media',
        message: `“${folder}” is not there.`,
        fix: 'Put it back, or choose another one.',
      };
    case 'no-folder':
      return {
        ok: false,
        code: 'missing-media',
        message: `“${wanted}” has no folder to start from yet.`,
        fix: 'Save the workflow beside it, or give its whole path.',
      };
    case 'outside':
      return badPath(
        `“${wanted}” lies outside the workflow’s folder, so it is not read.`,
        'Choose it by hand, allow its folder (--input on the command line, --grant for the editor), or put it beside the workflow.',
      );
    case 'no-directory':
      return badPath(`“${basename(folder)}” is a file.`, 'Choose a folder.');
    case 'no-permission':
      return badPath(`“${folder}” may not be read.`, 'Change its permissions, or choose another one.');
  }
}
