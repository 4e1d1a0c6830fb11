import { homedir } from 'node:os';
import { join } from 'node:path';

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
