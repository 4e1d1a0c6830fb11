import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt, PAGE, ROOT, SHELL } from './built-parts.ts';
import { obtainElectron } from './electron-program.ts';

/**
 * `npm start`: builds what is missing and opens the desktop app; where Electron's program can't be had, the same editor
 * in the browser. `--browser` goes there at once; other words are handed on.
 */
function start(words: readonly string[]): void {
  if (!ensureBuilt(PAGE)) process.exit(1);
  const rest = words.filter((word) => word !== '--browser');
  if (!words.includes('--browser')) {
    const electron = obtainElectron();
    if (electron.ok) {
      if (!ensureBuilt(SHELL)) process.exit(1);
      follow(electron.path, [ROOT, ...rest]);
      return;
    }
    console.log(`The desktop app needs Electron’s program, which can’t be had here: ${electron.reason}.`);
    console.log('The same editor opens in your browser instead.\n');
  }
  follow(process.execPath, [join(ROOT, 'src/cli/main.ts'), 'serve', ...rest]);
}

/** Runs a program in place of this one: its streams, its signals, its end. */
function follow(program: string, args: readonly string[]): void {
  const child = spawn(program, args, { cwd: ROOT, stdio: 'inherit' });
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  // A terminal sends Ctrl+C to both; a second one would make the child leave at once.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  child.once('error', (error) => {
    console.error(`${program} could not be started: ${error.message}`);
    process.exit(1);
  });
  child.once('exit', (code) => process.exit(code ?? 1));
}

start(process.argv.slice(2));
