import { homedir } from 'node:os';
import { join } from 'node:path';
import { makeFolderSync } from '../files/make-folder.ts';
import { StorageError } from './store/storage-trouble.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The data folder: `BLOCKOUT_HOME`, or the place where the platform keeps application data. */
export function homeFolder(
  env: Env = process.env,
  platform: NodeJS.Platform = process.platform,
  userHome: string = homedir(),
): string {
  if (env.BLOCKOUT_HOME) return env.BLOCKOUT_HOME;
  switch (platform) {
    case 'win32':
      return join(env.APPDATA ?? join(userHome, 'AppData', 'Roaming'), 'Blockout');
    case 'darwin':
      return join(userHome, 'Library', 'Application Support', 'Blockout');
    default:
      return join(env.XDG_DATA_HOME ?? join(userHome, '.local', 'share'), 'blockout');
  }
}

/** Makes the data folder, for this user alone. Throws a `StorageError` with a way out where it can't be made. */
export function makeHome(home: string): void {
  try {
    makeFolderSync(home, 0o700);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const trouble = {
      kind: 'unreadable',
      message: `The data folder ${home} can’t be made or used (${code ?? message}).`,
      fix: 'Set BLOCKOUT_HOME to a folder in which you may write.',
    } as const;
    throw new StorageError(trouble, { cause: error });
  }
}
