import { type BlockShape, storedRows } from './block.ts';

/**
 * Undoes Pixar's differences: in each row of a channel the upper bytes of all samples come first, then the next lower
 * ones; together they are the step from the sample before. 32-bit floats lost their lowest byte when they were written.
 */
export function undoPxr24(inflated: Uint8Array, out: Uint8Array, shape: BlockShape): void {
  const to = new DataView(out.buffer, out.byteOffset, out.byteLength);
  let at = 0;
  for (const row of storedRows(shape)) {
    const { channel, bytesPerSample, columns } = shape.channels[row.channel]!;
    const storedBytes = channel.type === 'float' ? 3 : bytesPerSample;
    let value = 0;
    for (let column = 0; column < columns; column++) {
      let step = 0;
      for (let byte = 0; byte < storedBytes; byte++) {
        step = (step << 8) | inflated[at + byte * columns + column]!;
      }
      if (channel.type === 'half') {
        value = (value + step) & 0xffff;
        to.setUint16(row.at + 2 * column, value, true);
      } else {
        value = (value + (channel.type === 'float' ? step << 8 : step)) | 0;
        to.setInt32(row.at + 4 * column, value, true);
      }
    }
    at += storedBytes * columns;
  }
}
