import { type MediaProblem, quoteFile, truncated } from '../media-problem.ts';
import { DamagedExrError } from './damaged-exr.ts';
import type { HeaderOutcome } from './header.ts';

const MOST_NAMED = 8;

/** Why the header of a file could not be used. */
export function headerProblem(
  path: string,
  reason: Extract<HeaderOutcome, { ok: false }>['reason'],
): MediaProblem {
  if (reason === 'incomplete') return truncated(path, 'its header ends early');
  if (reason === 'too-large') {
    return {
      code: 'unsupported',
      message: `${quoteFile(path)} is too large; 144 megapixels are the limit.`,
      fix: 'Scale the picture down and choose the smaller file.',
    };
  }
  return {
    code: reason === 'damaged' ? 'truncated' : 'not-media',
    message: `${quoteFile(path)} cannot be read: its header is ${reason === 'damaged' ? 'damaged' : 'not that of an EXR picture'}.`,
    fix: 'Render or copy the frame again, or save it as PNG.',
  };
}

/** A file of which every part is deep. */
export function deepProblem(path: string): MediaProblem {
  return {
    code: 'unsupported',
    message: `${quoteFile(path)} is a deep EXR: it holds many samples for every pixel and no flat picture.`,
    fix: 'Flatten it first: DeepToImage in Nuke, or oiiotool deep.exr --flatten -o flat.exr.',
  };
}

export function compressionProblem(path: string, compression: string): MediaProblem {
  return {
    code: 'unsupported',
    message: `${quoteFile(path)} is an EXR with ${compression} compression, which cannot be read.`,
    fix: 'Render the frames with ZIP or PIZ, or convert them: oiiotool in.exr --compression zip -o out.exr.',
  };
}

export function layerProblem(path: string, wanted: string, names: readonly string[]): MediaProblem {
  const listed = names.slice(0, MOST_NAMED).join(', ');
  return {
    code: 'unsupported',
    message: `${quoteFile(path)} has no layer “${wanted}”; it has ${listed}${names.length > MOST_NAMED ? ', …' : ''}.`,
    fix: 'Choose one of its layers, or render the frame again with that layer.',
  };
}

/** What stopped the reading of the pixels. */
export function pixelProblem(path: string, error: unknown): MediaProblem {
  const what = error instanceof DamagedExrError ? error.message : 'its picture data cannot be decoded';
  return truncated(path, what, String(error));
}
