import { readFileSync, statSync } from 'node:fs';
import type { SettingsForm } from '../../settings/settings-schema.ts';

/** What lies on disk. */
export interface SettingsFile {
  /** Equal for as long as nobody has written, replaced or removed the file. */
  readonly stamp: string;
  /** The file as JSON data, fields of other versions included; null where there is no file or none that can be read. */
  readonly stored: Readonly<Record<string, unknown>> | null;
  /** Why nothing of the file can be read, or null. */
  readonly trouble: string | null;
  /** Fields about money whose value makes no sense. */
  readonly damaged: readonly string[];
}

/** Reads the settings of a home as they are now. A file that is not there is no trouble: everything is as at first. */
export function readSettingsFile(path: string, { fields, money }: SettingsForm): SettingsFile {
  // Before the content, so that a change in between is seen at the next look.
  const stamp = stampOf(path);
  const unreadable = (trouble: string): SettingsFile => ({ stamp, stored: null, trouble, damaged: [] });
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { stamp, stored: null, trouble: null, damaged: [] };
    return unreadable(code === 'EISDIR' ? 'a folder lies in its place' : `the system says ${code}`);
  }
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    return unreadable(text.trim() === '' ? 'it is empty' : 'it is cut off or damaged');
  }
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored))
    return unreadable('it holds something else');
  const record = stored as Record<string, unknown>;
  const damaged = Object.keys(money).filter((name) => !fields[name]!.safeParse(record[name]).success);
  return { stamp, stored: record, trouble: null, damaged };
}

/** Tells one state of a file from the next: every change, of content, of rights or of the file itself, makes another. */
export function stampOf(path: string): string {
  try {
    const { ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
    return `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  }
}
