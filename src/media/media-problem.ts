import { basename } from 'node:path';
import { describeForeign, type ForeignFile, isMedia } from '../formats/describe-foreign.ts';
import { CHOOSE_MEDIA } from '../formats/ways-out.ts';
import type { WorkerProblem } from './worker-problem.ts';

/** Why a file could not be read or written, with a way out that a user can act on. */
export type MediaProblem = {
  code:
    | 'missing'
    | 'empty'
    | 'not-media'
    | 'truncated'
    | 'unsupported'
    | 'too-small'
    | 'out-of-range'
    | 'write-failed'
    | WorkerProblem['code'];
  /** What happened and in which file. */
  message: string;
  /** The way out. */
  fix: string;
  /** Technical cause, for the log. */
  detail?: string;
  /** What the file is instead, where message and fix say that; `foreignProblem` says it again under another name. */
  foreign?: ForeignFile;
};

const REEXPORT = 'Export the clip again (MP4 with H.264 works everywhere) and choose the new file.';

/** Carries a problem through code that cannot return it (generators, library callbacks). */
export class MediaProblemError extends Error {
  readonly problem: MediaProblem;
  constructor(problem: MediaProblem) {
    super(problem.message);
    this.name = 'MediaProblemError';
    this.problem = problem;
  }
}

/** The file name in quotes, as problems name files. */
export function quoteFile(path: string): string {
  return `"${basename(path)}"`;
}

export function missingFile(path: string): MediaProblem {
  return {
    code: 'missing',
    message: `${quoteFile(path)} is not there any more.`,
    fix: 'Choose the file again or put it back where it was.',
    detail: path,
  };
}

export function notMedia(path: string, reason: string): MediaProblem {
  return {
    code: 'not-media',
    message: `${quoteFile(path)} is no video or image: ${reason}.`,
    fix: CHOOSE_MEDIA,
  };
}

/** A file of a known kind that is not read as it is. `name` is that by which the user knows it. */
export function foreignProblem(name: string, foreign: ForeignFile): MediaProblem {
  const { what, fix } = describeForeign(foreign, name);
  const code = isMedia(foreign) ? 'unsupported' : 'not-media';
  return { code, message: `"${name}" ${what}.`, fix, detail: JSON.stringify(foreign), foreign };
}

export function unknownContent(path: string): MediaProblem {
  return {
    code: 'not-media',
    message: `${quoteFile(path)} is no video or image of a known format.`,
    fix: CHOOSE_MEDIA,
  };
}

export function truncated(path: string, what: string, detail?: string): MediaProblem {
  return {
    code: 'truncated',
    message: `${quoteFile(path)} is cut off or damaged: ${what}.`,
    fix: `Copy or download the file again. If that does not help: ${lowerFirst(REEXPORT)}`,
    ...(detail ? { detail } : {}),
  };
}

export function damagedSound(path: string, cause: unknown): MediaProblem {
  return {
    code: 'truncated',
    message: `${quoteFile(path)} is damaged: its sound cannot be decoded.`,
    fix: 'Go on without its sound, or export the clip again and choose the new file.',
    detail: String(cause),
  };
}

export function unsupported(path: string, reason: string, detail?: string): MediaProblem {
  return {
    code: 'unsupported',
    message: `${quoteFile(path)} cannot be read: ${reason}.`,
    fix: REEXPORT,
    ...(detail ? { detail } : {}),
  };
}

export function writeFailed(path: string, cause: unknown): MediaProblem {
  const code = (cause as NodeJS.ErrnoException | null)?.code;
  const reason = code === 'ENOSPC' ? 'the disk is full' : code === 'EACCES' ? 'no permission' : 'see the log';
  return {
    code: 'write-failed',
    message: `${quoteFile(path)} could not be written: ${reason}.`,
    fix: 'Free some space or choose a folder you may write to, then try again.',
    detail: String(cause),
  };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
