import { createHash } from 'node:crypto';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { loadWorkflow, workflowOfJson } from '../../engine/load-document.ts';
import type { Problem } from '../../engine/problem.ts';
import type { Registry } from '../../engine/registry.ts';
import { saveWorkflow } from '../../engine/save-document.ts';
import { MAX_DOCUMENT_LENGTH } from '../../engine/untrusted-json.ts';
import type { Workflow } from '../../engine/workflow.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { partialPath } from '../../files/partial-path.ts';
import { writeAtomic } from '../../files/write-atomic.ts';
import { whileInTheMaking } from '../unfinished/in-the-making.ts';

export type OpenedWorkflow =
  | {
      readonly ok: true;
      readonly workflow: Workflow;
      readonly notes: readonly string[];
      readonly path: string;
      readonly folder: string;
      /** Hash of the file as it was read; tells whether it has changed since. */
      readonly fileVersion: string;
    }
  | { readonly ok: false; readonly problem: Problem };

export type SavedWorkflow =
  | { readonly ok: true; readonly path: string; readonly fileVersion: string }
  | {
      readonly ok: false;
      readonly problem: Problem;
      /** What stands in the way of a save that could be repeated with `overwrite`. */
      readonly conflict?: 'changed' | 'exists';
      /** Version of the file that is there. */
      readonly fileVersion?: string;
    };

/** What the saver believes to be on disk: a version it has read, or null for a new file. */
export interface SaveGuard {
  readonly expected: string | null;
  readonly overwrite?: boolean;
}

export interface LibraryEntry {
  readonly name: string;
  readonly path: string;
  readonly changedAtMs: number;
}

/** Workflow files on disk. Nothing is written over a file that could not be read in full. */
export interface WorkflowFiles {
  /** The user's own collection. */
  readonly libraryFolder: string;
  list(): Promise<LibraryEntry[]>;
  open(path: string): Promise<OpenedWorkflow>;
  /** Writes the file, unless `guard` is given and something else lies there than the saver believes. */
  save(path: string, workflow: Workflow, guard?: SaveGuard): Promise<SavedWorkflow>;
  /** Saves JSON data that came from a client. */
  saveJson(path: string, json: unknown, guard?: SaveGuard): Promise<SavedWorkflow>;
}

export function createWorkflowFiles(home: string, registry: Registry): WorkflowFiles {
  const libraryFolder = join(home, 'workflows');

  async function open(name: string): Promise<OpenedWorkflow> {
    const path = resolve(name);
    const text = await readText(path);
    if (!text.ok) return text;
    const loaded = loadWorkflow(text.text, registry);
    if (!loaded.ok) return { ok: false, problem: atFile(loaded.problem, path) };
    return { ...loaded, path, folder: dirname(path), fileVersion: versionOf(text.text) };
  }

  async function save(name: string, workflow: Workflow, guard?: SaveGuard): Promise<SavedWorkflow> {
    const path = resolve(name);
    const target = await realpath(path).catch(() => path);
    const text = saveWorkflow(workflow);
    const present = await stat(target).catch(() => null);
    if (present) {
      const former = await open(target);
      if (!former.ok) return { ok: false, problem: keptAsItIs(former.problem, path) };
      const conflict = conflictOf(former.fileVersion, text, guard);
      if (conflict) return { ok: false, ...conflictAnswer(conflict, path), fileVersion: former.fileVersion };
    }
    try {
      const partial = partialPath(target);
      await whileInTheMaking(home, [partial], () => writeAtomic(target, text, { partial }));
      return { ok: true, path, fileVersion: versionOf(text) };
    } catch (error) {
      return refused(
        'output',
        `“${basename(path)}” could not be written (${codeOf(error)}).`,
        'Choose another place for it.',
      );
    }
  }

  return {
    libraryFolder,
    async list() {
      await makeFolder(libraryFolder);
      const names = (await readdir(libraryFolder)).filter(
        (name) => name.endsWith('.json') && !name.startsWith('.'),
      );
      const entries = await Promise.all(
        names.map(async (name) => {
          const path = join(libraryFolder, name);
          const found = await stat(path).catch(() => null);
          return found?.isFile()
            ? { name: name.slice(0, -'.json'.length), path, changedAtMs: found.mtimeMs }
            : null;
        }),
      );
      return entries.filter((entry) => entry !== null).sort((a, b) => b.changedAtMs - a.changedAtMs);
    },
    open,
    save,
    async saveJson(path, json, guard) {
      const loaded = workflowOfJson(json, registry);
      return loaded.ok ? save(path, loaded.workflow, guard) : loaded;
    },
  };
}

function versionOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** Whether the file that is there must not be replaced by `text`. */
function conflictOf(
  present: string,
  text: string,
  guard: SaveGuard | undefined,
): 'changed' | 'exists' | null {
  if (!guard || guard.overwrite || present === guard.expected || present === versionOf(text)) return null;
  return guard.expected === null ? 'exists' : 'changed';
}

function conflictAnswer(conflict: 'changed' | 'exists', path: string) {
  const name = basename(path);
  const message =
    conflict === 'exists'
      ? `There is a workflow “${name}” already.`
      : `“${name}” was changed on disk since it was opened here.`;
  const fix =
    conflict === 'exists'
      ? 'Choose another name, or overwrite it.'
      : 'Save under another name, overwrite it, or open what is there.';
  return { conflict, problem: { severity: 'error', code: 'output', message, fix } as const };
}

type ReadText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: Problem };

async function readText(path: string): Promise<ReadText> {
  try {
    const found = await stat(path);
    if (found.isDirectory())
      return refused('broken-document', `“${basename(path)}” is a folder.`, 'Choose a workflow file.');
    // UTF-8 needs at most three bytes for what JavaScript counts as one character.
    if (found.size > 3 * MAX_DOCUMENT_LENGTH) {
      return refused(
        'broken-document',
        `“${basename(path)}” is far too large for a workflow.`,
        'Choose a workflow file.',
      );
    }
    return { ok: true, text: await readFile(path, 'utf8') };
  } catch (error) {
    const code = codeOf(error);
    return code === 'ENOENT'
      ? refused('broken-document', `There is no file ${path}.`, 'Check the path.')
      : refused('broken-document', `${path} could not be read (${code}).`, 'Check that you may read it.');
  }
}

function codeOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return code;
}

function atFile(problem: Problem, path: string): Problem {
  return { ...problem, message: `${basename(path)}: ${problem.message}` };
}

function keptAsItIs(problem: Problem, path: string): Problem {
  return {
    ...problem,
    message: `“${basename(path)}” was not overwritten, since what is there can't be read in full. ${problem.message}`,
    fix: 'Save under another name.',
  };
}

function refused(code: Problem['code'], message: string, fix: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { severity: 'error', code, message, fix } };
}
