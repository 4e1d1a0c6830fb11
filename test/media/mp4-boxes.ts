import { readFileSync, writeFileSync } from 'node:fs';

/** Content of the first box at a path such as `moov/trak/tkhd`, as a view into `file`. */
export function boxContent(file: Buffer, path: string): Buffer {
  return path.split('/').reduce((within: Buffer, type) => {
    for (let at = 0; at + 8 <= within.length; at += within.readUInt32BE(at)) {
      if (within.toString('latin1', at + 4, at + 8) !== type) continue;
      return within.subarray(at + 8, at + within.readUInt32BE(at));
    }
    throw new Error(`The file has no ${path}.`);
  }, file);
}

/** Changes bytes of the first box at `path` in place. */
export function patchBox(filePath: string, path: string, change: (content: Buffer) => void): void {
  const file = readFileSync(filePath);
  change(boxContent(file, path));
  writeFileSync(filePath, file);
}

/** Makes players turn a clip clockwise: the matrix of `tkhd` (ISO/IEC 14496-12, clause 8.3.2). */
export function turnClip(filePath: string, degrees: 90 | 180 | 270): void {
  const [sin, cos] = { 90: [1, 0], 180: [0, -1], 270: [-1, 0] }[degrees] as [number, number];
  patchBox(filePath, 'moov/trak/tkhd', (content) => {
    const matrixAt = content[0] === 0 ? 40 : 52;
    const matrix = [cos, sin, 0, -sin, cos, 0].map((value) => value * 0x10000);
    for (const [place, value] of matrix.entries()) content.writeInt32BE(value, matrixAt + 4 * place);
  });
}
