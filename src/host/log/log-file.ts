import { appendFileSync } from 'node:fs';
import { appendFile, open, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolder, makeFolderSync } from '../../files/make-folder.ts';

export interface LogFileLimits {
  readonly maxBytes: number;
  /** Older files that are kept beside the one that is written, as `.1`, `.2`, … */
  readonly keptCount: number;
}

/** Lines that wait for the disk; beyond these the oldest are lost, never the program's memory. */
const MAX_WAITING = 2_000;

/** A file of lines that starts anew when it is full. Several processes may write it. Trouble with it is nobody's trouble. */
export interface LogFile {
  append(line: string): void;
  /** Writes at once, before the process may end. */
  appendNow(line: string): void;
  /** The last lines, oldest first. */
  tail(count: number): Promise<string[]>;
  /** Resolves when everything appended so far is written, or was given up. */
  flush(): Promise<void>;
}

/** The part of a file that holds its last few hundred lines. */
const TAIL_BYTES = 256_000;

export function openLogFile(path: string, { maxBytes, keptCount }: LogFileLimits): LogFile {
  const waiting: string[] = [];
  let writing: Promise<void> | null = null;

  async function rotate(): Promise<void> {
    const size = (await stat(path).catch(() => null))?.size ?? 0;
    if (size < maxBytes) return;
    for (let count = keptCount; count > 0; count--) {
      await rename(count === 1 ? path : `${path}.${count - 1}`, `${path}.${count}`).catch(() => {});
    }
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const text = `${waiting.splice(0).join('\n')}\n`;
      try {
        await makeFolder(dirname(path), 0o700);
        await rotate();
        await appendFile(path, text, { mode: 0o600 });
      } catch {
        // A full disk, most likely: what happened is told to the user in other ways.
      }
    }
    writing = null;
  }

  return {
    append(line) {
      waiting.push(line);
      if (waiting.length > MAX_WAITING) waiting.shift();
      writing ??= drain();
    },
    appendNow(line) {
      try {
        makeFolderSync(dirname(path), 0o700);
        appendFileSync(path, `${line}\n`, { mode: 0o600 });
      } catch {
        // See above.
      }
    },
    async tail(count) {
      const lines = await linesAtEnd(path);
      const older = lines.length < count ? await linesAtEnd(`${path}.1`) : [];
      return [...older, ...lines].slice(-count);
    },
    async flush() {
      while (writing) await writing;
    },
  };
}

async function linesAtEnd(path: string): Promise<string[]> {
  const file = await open(path, 'r').catch(() => null);
  if (!file) return [];
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - TAIL_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
    // The first may be a part of a line.
    return (from > 0 ? lines.slice(1) : lines).filter((line) => line !== '');
  } finally {
    await file.close();
  }
}
