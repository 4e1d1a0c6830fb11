import { spawn } from 'node:child_process';

/**
 * Opens a page on disk in the user's browser. Resolves false where there is none to open it. What is given here stands
 * in the list of processes, which everybody on the machine can read: no secret belongs into it.
 */
export function openBrowser(path: string, platform: NodeJS.Platform = process.platform): Promise<boolean> {
  const [command, args] = openerOf(path, platform);
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}

function openerOf(path: string, platform: NodeJS.Platform): [string, string[]] {
  switch (platform) {
    case 'darwin':
      return ['open', [path]];
    case 'win32':
      // “start” takes its first quoted word as a title.
      return ['cmd', ['/c', 'start', '""', path.replaceAll('&', '^&')]];
    default:
      return ['xdg-open', [path]];
  }
}
