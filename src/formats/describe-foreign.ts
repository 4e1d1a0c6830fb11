import { codecOf } from './codecs.ts';
import { commandNames } from './command-name.ts';
import { FORMATS, type Format, type FormatId } from './formats.ts';

/** A file that is known by name but not read as it is. */
export type ForeignFile = {
  format: FormatId;
  /** Of its video, as the container or a reader of this folder calls it, where it is known. */
  codec?: string;
};

/** Compressed scenes begin like any archive; their names tell. */
const BLEND = /\.blend\d*$/i;

/** What a file is, to follow its name in a sentence, and the way out with its name in the commands. */
export function describeForeign({ format, codec }: ForeignFile, name: string): { what: string; fix: string } {
  const isPackedScene = (format === 'gzip' || format === 'zstd') && BLEND.test(name);
  const known: Format = FORMATS[isPackedScene ? 'blend' : format];
  const inside = codec === undefined ? null : codecOf(codec);
  const what = `is ${known.title}${inside ? ` with ${videoOf(inside.title)}` : ''}`;
  const verdict = known.sort === 'media' ? 'which cannot be read as it is' : 'not a video or an image';
  return { what: `${what}, ${verdict}`, fix: (inside?.wayOut ?? known.wayOut)(commandNames(name)) };
}

const videoOf = (title: string) => (/video$/i.test(title) ? title : `${title} video`);

/** Whether it is a clip or a still at all. */
export const isMedia = ({ format }: ForeignFile): boolean => FORMATS[format].sort === 'media';

/** Whether it is text, which may be a script or a workflow where those are taken. */
export const isText = ({ format }: ForeignFile): boolean => FORMATS[format].sort === 'text';
