import { readFileSync, writeFileSync } from 'node:fs';

/** A box of an MP4 as it can be changed: what it holds before its boxes, and those; without boxes all is `head`. */
export type BoxTree = { type: string; head: Buffer; boxes: BoxTree[] };

/** Boxes that hold others, with the bytes before those (ISO/IEC 14496-12). */
const HEAD_BYTES: Record<string, number> = {
  ...Object.fromEntries(
    ['moov', 'trak', 'mdia', 'minf', 'stbl', 'edts', 'mvex', 'moof', 'traf'].map((t) => [t, 0]),
  ),
  stsd: 8,
  avc1: 78,
};

/** Changes the `moov` of a file in which it is the last box, so that no data move. */
export function changeMoov(path: string, change: (moov: BoxTree) => void): void {
  const file = readFileSync(path);
  const boxes = treesOf(file);
  const moov = boxes.at(-1)!;
  if (moov.type !== 'moov') throw new Error(`The last box is ${moov.type}.`);
  const before = file.subarray(0, file.length - bytesOf(moov).length);
  change(moov);
  writeFileSync(path, Buffer.concat([before, bytesOf(moov)]));
}

/** The first box at a path such as `mdia/mdhd`. */
export function childOf(tree: BoxTree, path: string): BoxTree {
  return path.split('/').reduce((within, type) => {
    const found = within.boxes.find((box) => box.type === type);
    if (!found) throw new Error(`There is no ${type} in ${within.type}.`);
    return found;
  }, tree);
}

/** Puts a box in the place of the one of its type, or at the end. */
export function putChild(tree: BoxTree, box: BoxTree): void {
  const place = tree.boxes.findIndex(({ type }) => type === box.type);
  tree.boxes.splice(place < 0 ? tree.boxes.length : place, place < 0 ? 0 : 1, box);
}

/** A box whose content is 32-bit numbers behind version and flags. */
export function table(type: string, numbers: number[], flags = 0): BoxTree {
  const head = Buffer.alloc(4 + 4 * numbers.length);
  head.writeUInt32BE(flags);
  for (const [place, number] of numbers.entries()) head.writeInt32BE(number | 0, 4 + 4 * place);
  return { type, head, boxes: [] };
}

export function bytesOf({ type, head, boxes }: BoxTree): Buffer {
  const body = Buffer.concat([head, ...boxes.map(bytesOf)]);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + body.length);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, body]);
}

export type Edit = { durationS: number /** Nothing is shown without. */; mediaS?: number };

/** Gives the `nth` track of a file an edit list. */
export function setEdits(path: string, edits: Edit[], nth = 0): void {
  changeMoov(path, (moov) => {
    const movieTicksPerS = childOf(moov, 'mvhd').head.readUInt32BE(12);
    const trak = moov.boxes.filter(({ type }) => type === 'trak')[nth]!;
    const ticksPerS = childOf(trak, 'mdia/mdhd').head.readUInt32BE(12);
    const rows = edits.flatMap(({ durationS, mediaS }) => [
      Math.round(durationS * movieTicksPerS),
      mediaS === undefined ? -1 : Math.round(mediaS * ticksPerS),
      0x10000,
    ]);
    putChild(trak, { type: 'edts', head: Buffer.alloc(0), boxes: [table('elst', [edits.length, ...rows])] });
  });
}

function treesOf(bytes: Buffer): BoxTree[] {
  const trees: BoxTree[] = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const isLong = size === 1;
    const length = isLong ? Number(bytes.readBigUInt64BE(at + 8)) : size;
    const body = bytes.subarray(at + (isLong ? 16 : 8), at + length);
    const headBytes = HEAD_BYTES[type] ?? body.length;
    const boxes = type in HEAD_BYTES ? treesOf(body.subarray(headBytes)) : [];
    trees.push({ type, head: Buffer.from(body.subarray(0, headBytes)), boxes });
    at += length;
  }
  return trees;
}
