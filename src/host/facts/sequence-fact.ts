import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { PathFact, SequenceFrame } from '../../engine/path-fact.ts';
import { MAX_SEQUENCE_FRAMES } from '../../sources/source-limits.ts';
import type { FactsContext, FactsOptions } from './file-fact.ts';
import { namesInFolder } from './folder-names.ts';
import {
  type FramePattern,
  isFrameName,
  isNegative,
  numberIn,
  parsePattern,
  patternOfFile,
  patternText,
} from './frame-pattern.ts';
import { badPath, folderTrouble, noSuchPath } from './path-trouble.ts';
import { resolveReadable } from './readable-files.ts';

/** First and last number that count; null is open. */
export interface FrameRange {
  readonly first: number | null;
  readonly last: number | null;
}

type Found =
  | {
      readonly ok: true;
      readonly pattern: FramePattern;
      readonly folder: string;
      readonly names: readonly string[];
    }
  | { readonly ok: false; readonly fact: PathFact };

/** Digest of an empty file: a renderer’s placeholder, or a frame about to be written. It is not there yet. */
const NOTHING = createHash('sha256').digest('hex');

/** The frames that a pattern, one file of it or a folder stands for. Files are hashed where they lie, never copied. */
export async function sequenceFact(
  path: string,
  { first, last }: FrameRange,
  context: FactsContext,
  options: FactsOptions,
): Promise<PathFact> {
  const found = await findPattern(path, context, options);
  if (!found.ok) return found.fact;
  const { pattern, folder, names } = found;
  const text = patternText(pattern);
  const negative = first === null ? names.find((name) => isNegative(name, pattern)) : undefined;
  if (negative !== undefined) {
    return badPath(
      `“${negative}” has a negative number; frames count from 0 up.`,
      'Set the first frame to 0 or later to leave it out, or number the files anew.',
    );
  }
  const inPattern = names.flatMap((name) => {
    const number = numberIn(name, pattern);
    return number === null ? [] : [{ name, number }];
  });
  if (inPattern.length === 0) return noMatch(text, pattern, names);
  const wanted = inPattern
    .filter(({ number }) => number >= (first ?? 0) && number <= (last ?? Number.POSITIVE_INFINITY))
    .sort((a, b) => a.number - b.number);
  if (wanted.length === 0) {
    const { number: lowest } = inPattern.reduce((a, b) => (b.number < a.number ? b : a));
    const { number: highest } = inPattern.reduce((a, b) => (b.number > a.number ? b : a));
    return badPath(
      `“${text}” has frames ${lowest} to ${highest}, none of them in the chosen range.`,
      'Change the first or last frame.',
    );
  }
  if (wanted.length > MAX_SEQUENCE_FRAMES) {
    return badPath(
      `“${text}” has ${wanted.length} frames; ${MAX_SEQUENCE_FRAMES} are the most.`,
      'Set the first and last frame of the part that you need.',
    );
  }
  const paths = wanted.map(({ name }) => join(folder, name));
  try {
    const digests = await context.files.digestsOf(paths, options.signal);
    const frames: SequenceFrame[] = wanted
      .map(({ number }, place) => ({ number, path: paths[place]!, digest: digests[place]! }))
      .filter(({ digest }) => digest !== NOTHING);
    return await describe(text, frames, context, options);
  } catch (error) {
    const { code, path: at } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return badPath(
      `“${basename(at ?? text)}” could not be read (${code}).`,
      'Check that you may read it, and that it is not being rendered again.',
    );
  }
}

async function describe(
  name: string,
  frames: readonly SequenceFrame[],
  { media, frameInfos }: FactsContext,
  { signal }: FactsOptions,
): Promise<PathFact> {
  const [first] = frames;
  if (!first)
    return badPath(
      `Every frame of “${name}” is empty.`,
      'Wait until they are rendered, or render them again.',
    );
  let info = frameInfos.get(first.digest);
  if (!info) {
    const probed = await media.probe(first.path, { signal });
    if (!probed.ok) return badPath(probed.problem.message, probed.problem.fix);
    if (probed.value.kind !== 'image') {
      return badPath(`“${basename(first.path)}” is a video, not a frame.`, 'Use a video input for it.');
    }
    info = probed.value;
    frameInfos.set(first.digest, info);
  }
  const hash = createHash('sha256');
  for (const { number, digest } of frames) hash.update(`${number} ${digest}\n`);
  const { width, height, layers } = info;
  const picture = { width, height, ...(layers && { layers }) };
  return { ok: true, kind: 'frames', digest: hash.digest('hex'), name, ...picture, frames };
}

/** The pattern that a path means, and the names beside it. */
async function findPattern(path: string, context: FactsContext, options: FactsOptions): Promise<Found> {
  const name = basename(path);
  const parsed = parsePattern(name);
  if (!parsed.ok && parsed.reason === 'several') {
    return refused(
      badPath(`“${name}” has more than one place for the number.`, 'Write all but one of them as digits.'),
    );
  }
  if (!parsed.ok && !isFrameName(name)) return findInFolder(path, context, options);
  const listed = await namesInFolder(dirname(path), options);
  if (!listed.ok) {
    // One frame that is not there needs no leave; whether a pattern stands for any is only seen in its folder.
    const isGone = !parsed.ok && !(await isThere(path, options));
    return refused(isGone ? noSuchPath(path) : folderTrouble(dirname(path), listed, context.closed, path));
  }
  const { folder, names } = listed;
  if (parsed.ok) return { ok: true, pattern: parsed.pattern, folder, names };
  if (!names.includes(name)) return refused(noSuchPath(path));
  const pattern = patternOfFile(name, names);
  if (pattern) return { ok: true, pattern, folder, names };
  return refused(
    badPath(
      `“${name}” has no number in its name.`,
      'Choose a file of a numbered sequence, or use an image input.',
    ),
  );
}

/** What a file is whose name is not that of a frame. */
async function noFrame(path: string, { media }: FactsContext, options: FactsOptions): Promise<PathFact> {
  const readable = await resolveReadable(path, options);
  const probed = readable.ok ? await media.probe(readable.path, { signal: options.signal }) : null;
  if (probed?.ok === false) return badPath(probed.problem.message, probed.problem.fix);
  return badPath(
    `“${basename(path)}” is no picture.`,
    'Give a pattern of PNG, JPEG, EXR, TIFF or WebP files, such as shot_####.png.',
  );
}

async function isThere(path: string, options: FactsOptions): Promise<boolean> {
  const readable = await resolveReadable(path, options);
  return readable.ok || readable.reason === 'outside';
}

/** A folder stands for the only sequence in it. */
async function findInFolder(path: string, context: FactsContext, options: FactsOptions): Promise<Found> {
  const listed = await namesInFolder(path, options);
  if (!listed.ok) {
    return refused(
      listed.reason === 'no-directory'
        ? await noFrame(path, context, options)
        : folderTrouble(path, listed, context.closed),
    );
  }
  const frames = listed.names.filter(isFrameName);
  const patterns = new Map<string, FramePattern>();
  for (const name of frames) {
    // Names that a known pattern takes need no search of their own, so that many frames stay quick.
    if ([...patterns.values()].some((known) => numberIn(name, known) !== null)) continue;
    const pattern = patternOfFile(name, frames);
    if (pattern) patterns.set(patternText(pattern), pattern);
    if (patterns.size > MAX_NAMED) break;
  }
  const [only] = patterns.values();
  if (only && patterns.size === 1)
    return { ok: true, pattern: only, folder: listed.folder, names: listed.names };
  const texts = [...patterns.keys()].slice(0, MAX_NAMED);
  return refused(
    only
      ? badPath(
          `“${basename(listed.folder)}” holds several sequences: ${texts.join(', ')}${patterns.size > MAX_NAMED ? ', …' : ''}.`,
          'Name one of them.',
        )
      : badPath(
          `“${basename(listed.folder)}” holds no numbered pictures.`,
          'Choose the folder with the frames.',
        ),
  );
}

/** How many sequences a message names. */
const MAX_NAMED = 4;

function noMatch(text: string, pattern: FramePattern, names: readonly string[]): PathFact {
  const similar = names.find(
    (name) => numberIn(name, { ...pattern, width: 1 }) !== null || isPaddedOtherwise(name, pattern),
  );
  const meant = similar && patternOfFile(similar, names);
  return meant
    ? badPath(`No file is named like “${text}”, but “${similar}” is there.`, `Use ${patternText(meant)}.`)
    : badPath(
        `No file is named like “${text}”.`,
        'Check the folder and the pattern, or choose any one of the files.',
      );
}

function isPaddedOtherwise(name: string, { prefix, suffix }: FramePattern): boolean {
  if (!name.startsWith(prefix) || !name.endsWith(suffix)) return false;
  return /^\d+$/.test(name.slice(prefix.length, name.length - suffix.length));
}

const refused = (fact: PathFact): Found => ({ ok: false, fact });
