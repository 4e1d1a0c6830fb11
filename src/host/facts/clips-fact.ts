import { createHash } from 'node:crypto';
import { basename, extname, join } from 'node:path';
import type { ClipsFact, PathFact } from '../../engine/path-fact.ts';
import { type FactsContext, type FactsOptions, factOfFile } from './file-fact.ts';
import { namesInFolder } from './folder-names.ts';
import { inParallel } from './in-parallel.ts';
import { badPath, folderTrouble } from './path-trouble.ts';

/** Names of clips that are mostly of kinds that are not read. */
const OTHER_CLIP = /\.(avi|mxf|flv|mpe?g|vob|wmv|asf|rm|ogv|dv|mts|m2ts|3gp|r3d|gif)$/i;
const isOtherClip = (name: string) => OTHER_CLIP.test(name) && !name.startsWith('.');
const CLIP_EXTENSIONS = new Set(['.mp4', '.mov', '.m4v', '.webm', '.mkv']);
/** Each shot is a job at least; a folder with more is more likely a mistake than a wish. */
const MAX_SHOTS = 200;
const FILES_AT_ONCE = 4;
/** How many unreadable clips a message names. */
const MAX_NAMED = 3;

/** The clips of a folder whose names fit, in natural order. */
export async function clipsFact(
  path: string,
  names: string,
  context: FactsContext,
  options: FactsOptions,
): Promise<PathFact> {
  const listed = await namesInFolder(path, options);
  if (!listed.ok) return folderTrouble(path, listed, context.closed);
  const folder = basename(listed.folder);
  const fits = namePattern(names.trim());
  const wanted = listed.names.filter((name) => !name.startsWith('.') && fits(name));
  if (wanted.length === 0) {
    const other = names.trim() === '' && listed.names.find((name) => isOtherClip(name));
    if (other) {
      const fact = await factOfFile(join(listed.folder, other), other, context, options);
      if (!fact.ok) return badPath(`“${folder}” holds no clip that is read: ${fact.message}`, fact.fix);
    }
    return badPath(
      names.trim() === ''
        ? `“${folder}” holds no clip.`
        : `No file in “${folder}” is named like “${names.trim()}”.`,
      'Choose a folder with MP4, MOV, WebM or MKV clips, or change the names that count.',
    );
  }
  if (wanted.length > MAX_SHOTS) {
    return badPath(
      `“${folder}” holds ${wanted.length} clips; ${MAX_SHOTS} are the most.`,
      'Narrow them by their names, such as sh0*.mp4.',
    );
  }
  const facts = await inParallel(wanted, FILES_AT_ONCE, (name) =>
    factOfFile(join(listed.folder, name), name, context, options),
  );
  const clips: ClipsFact['clips'][number][] = [];
  const refused: string[] = [];
  let fix = '';
  for (const [place, fact] of facts.entries()) {
    if (fact.ok && fact.kind === 'video') clips.push(fact);
    else {
      refused.push(fact.ok ? `“${wanted[place]}” is an image.` : fact.message);
      fix ||= fact.ok ? 'Leave it out by the names that count.' : fact.fix;
    }
  }
  if (refused.length > 0) {
    const more = refused.length > MAX_NAMED ? ` ${refused.length - MAX_NAMED} more cannot be used.` : '';
    return badPath(`${refused.slice(0, MAX_NAMED).join(' ')}${more}`, `${fix} Or leave it out by its name.`);
  }
  const hash = createHash('sha256');
  for (const { name, asset } of clips) hash.update(`${JSON.stringify(name)} ${asset}\n`);
  return { ok: true, kind: 'clips', digest: hash.digest('hex'), name: folder, clips };
}

/** Which names count: those of clips, or those that fit a pattern with `*` and `?`, whatever their case. */
function namePattern(pattern: string): (name: string) => boolean {
  if (pattern === '') return (name) => CLIP_EXTENSIONS.has(extname(name).toLowerCase());
  return (name) => fitsWildcards(name.toLowerCase(), pattern.toLowerCase());
}

/** Whether a name fits `*` (anything) and `?` (one sign). Linear steps back to the last star: no name makes it slow. */
function fitsWildcards(name: string, pattern: string): boolean {
  let at = 0;
  let place = 0;
  let star = -1;
  let retry = 0;
  while (at < name.length) {
    if (
      place < pattern.length &&
      (pattern[place] === '?' || pattern[place] === name[at]) &&
      pattern[place] !== '*'
    ) {
      at++;
      place++;
    } else if (pattern[place] === '*') {
      star = place++;
      retry = at;
    } else if (star >= 0) {
      place = star + 1;
      at = ++retry;
    } else return false;
  }
  while (pattern[place] === '*') place++;
  return place === pattern.length;
}
