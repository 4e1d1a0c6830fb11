import type { ExrChannel, PixelWindow } from './attributes.ts';

/** What a block of pixels stores of one channel. */
export interface BlockChannel {
  readonly channel: ExrChannel;
  readonly bytesPerSample: 2 | 4;
  readonly columns: number;
  readonly rows: number;
  /** First stored sample, counted in samples from the first one of the whole data window. */
  readonly firstColumn: number;
  readonly firstRow: number;
}

/** The pixels of a block: those of some rows, or of a tile. */
export interface BlockShape {
  readonly window: PixelWindow;
  /** In file order. */
  readonly channels: readonly BlockChannel[];
  readonly byteLength: number;
}

/** One channel's part of a pixel row, as it is stored. */
export interface StoredRow {
  /** Place of the channel in the file. */
  readonly channel: number;
  /** Row of the channel's own samples within the block. */
  readonly row: number;
  /** Where its bytes begin in the block, and how many they are. */
  readonly at: number;
  readonly bytes: number;
}

/** What of the channels lies in a window that is part of the data window. */
export function blockShape(
  channels: readonly ExrChannel[],
  window: PixelWindow,
  dataWindow: PixelWindow,
): BlockShape {
  const stored = channels.map((channel): BlockChannel => {
    const { xSampling, ySampling, type } = channel;
    return {
      channel,
      bytesPerSample: type === 'half' ? 2 : 4,
      columns: sampleCount(window.left, window.width, xSampling),
      rows: sampleCount(window.top, window.height, ySampling),
      firstColumn: sampleCount(dataWindow.left, window.left - dataWindow.left, xSampling),
      firstRow: sampleCount(dataWindow.top, window.top - dataWindow.top, ySampling),
    };
  });
  const byteLength = stored.reduce(
    (sum, { bytesPerSample, columns, rows }) => sum + bytesPerSample * columns * rows,
    0,
  );
  return { window, channels: stored, byteLength };
}

/** How many of `length` pixels from `start` on have a sample: those whose place is a multiple of the rate. */
export function sampleCount(start: number, length: number, rate: number): number {
  return Math.ceil((start + length) / rate) - Math.ceil(start / rate);
}

/** The rows of an unpacked block in the order of the file: pixel row by pixel row, in each of them channel by channel. */
export function* storedRows({ window, channels }: BlockShape): Generator<StoredRow> {
  const rows = channels.map(() => 0);
  let at = 0;
  for (let y = window.top; y < window.top + window.height; y++) {
    for (const [place, { channel, columns, bytesPerSample }] of channels.entries()) {
      if (y % channel.ySampling !== 0) continue;
      const bytes = columns * bytesPerSample;
      yield { channel: place, row: rows[place]!++, at, bytes };
      at += bytes;
    }
  }
}
