/** A part of an EXR file that a test makes itself, after "OpenEXR File Layout"; pixels are stored uncompressed. */
export interface TestPart {
  readonly name?: string;
  readonly channels: readonly TestChannel[];
  /** Left, top, right and bottom; both corners belong to it. */
  readonly data: Corners;
  readonly display?: Corners;
  /** Number of the compression that the header claims; blocks stay as they are, which every compression allows. */
  readonly compression?: number;
  readonly tile?: readonly [width: number, height: number];
  readonly isDeep?: boolean;
  readonly chromaticities?: readonly number[];
  /** Stores the lowest block first. */
  readonly fromBelow?: boolean;
}
export interface TestChannel {
  readonly name: string;
  readonly type?: 'uint' | 'half' | 'float';
  readonly sampling?: readonly [x: number, y: number];
  readonly value: (x: number, y: number) => number;
}
type Corners = readonly [left: number, top: number, right: number, bottom: number];

const ROWS_IN_BLOCK: Readonly<Record<number, number>> = { 3: 16, 4: 32, 5: 16, 6: 32, 7: 32, 8: 32, 9: 256 };
const TYPES = ['uint', 'half', 'float'];

export function exrFile(...parts: readonly TestPart[]): Buffer {
  const isMulti = parts.length > 1 || parts[0]!.name !== undefined;
  const [only] = parts;
  const flags = isMulti ? 0x1000 : (only!.tile ? 0x200 : 0) | (only!.isDeep ? 0x800 : 0);
  const blocks = parts.map((part, place) => blocksOf(part, isMulti ? place : null));
  const headers = parts.map((part, place) => header(part, isMulti ? blocks[place]!.length : null));
  const head = Buffer.concat([int32(0x01_31_2f_76, 2 | flags), ...headers, Buffer.alloc(isMulti ? 1 : 0)]);
  const tables = blocks.map((list) => Buffer.alloc(8 * list.length));
  let position = head.length + tables.reduce((sum, { length }) => sum + length, 0);
  const stored: Buffer[] = [];
  for (const [place, list] of blocks.entries()) {
    const order = list.map((_, entry) => entry);
    if (parts[place]!.fromBelow) order.reverse();
    for (const entry of order) {
      tables[place]!.writeBigUInt64LE(BigInt(position), 8 * entry);
      stored.push(list[entry]!);
      position += list[entry]!.length;
    }
  }
  return Buffer.concat([head, ...tables, ...stored]);
}

function header(part: TestPart, chunkCount: number | null): Buffer {
  const { name, channels, data, display = data, compression = 0, tile, chromaticities } = part;
  const type = part.isDeep ? 'deepscanline' : tile ? 'tiledimage' : 'scanlineimage';
  const list = sorted(channels).map((channel) => {
    const [xSampling, ySampling] = channel.sampling ?? [1, 1];
    return Buffer.concat([text(channel.name), int32(typeOf(channel), 0, xSampling, ySampling)]);
  });
  const tiles = tile && Buffer.concat([int32(...tile), Buffer.of(0)]);
  return Buffer.concat([
    attribute('channels', 'chlist', Buffer.concat([...list, Buffer.of(0)])),
    attribute('compression', 'compression', Buffer.of(compression)),
    attribute('dataWindow', 'box2i', int32(...data)),
    attribute('displayWindow', 'box2i', int32(...display)),
    attribute('lineOrder', 'lineOrder', Buffer.of(part.fromBelow ? 1 : 0)),
    ...(chromaticities ? [attribute('chromaticities', 'chromaticities', float32(...chromaticities))] : []),
    ...(tiles ? [attribute('tiles', 'tiledesc', tiles)] : []),
    ...(chunkCount === null
      ? []
      : [
          attribute('name', 'string', Buffer.from(name ?? '')),
          attribute('type', 'string', Buffer.from(type)),
          attribute('chunkCount', 'int', int32(chunkCount)),
        ]),
    Buffer.of(0),
  ]);
}

function blocksOf(part: TestPart, number: number | null): Buffer[] {
  const [left, top, right, bottom] = part.data;
  const [width, height] = part.tile ?? [right - left + 1, ROWS_IN_BLOCK[part.compression ?? 0] ?? 1];
  const blocks: Buffer[] = [];
  for (let y = top; y <= bottom; y += height) {
    for (let x = left; x <= right; x += width) {
      const corners = [x, y, Math.min(right, x + width - 1), Math.min(bottom, y + height - 1)] as const;
      const pixels = pixelsOf(part, corners);
      const place = part.tile ? [(x - left) / width, (y - top) / height, 0, 0] : [y];
      blocks.push(
        Buffer.concat([int32(...(number === null ? [] : [number]), ...place, pixels.length), pixels]),
      );
    }
  }
  return blocks;
}

function pixelsOf({ channels }: TestPart, [left, top, right, bottom]: Corners): Buffer {
  const samples: Buffer[] = [];
  for (let y = top; y <= bottom; y++) {
    for (const channel of sorted(channels)) {
      const [xSampling, ySampling] = channel.sampling ?? [1, 1];
      if (y % ySampling !== 0) continue;
      const row: number[] = [];
      for (let x = left; x <= right; x++) if (x % xSampling === 0) row.push(channel.value(x, y));
      const store = { uint: Uint32Array, half: Float16Array, float: Float32Array }[channel.type ?? 'half'];
      samples.push(Buffer.from(new store(row).buffer));
    }
  }
  return Buffer.concat(samples);
}

const sorted = (channels: readonly TestChannel[]) => channels.toSorted((a, b) => (a.name < b.name ? -1 : 1));
const typeOf = ({ type = 'half' }: TestChannel) => TYPES.indexOf(type);
const text = (value: string) => Buffer.from(`${value}\0`);
const int32 = (...values: number[]) => Buffer.from(Int32Array.from(values).buffer);
const float32 = (...values: number[]) => Buffer.from(Float32Array.from(values).buffer);

function attribute(name: string, type: string, value: Buffer): Buffer {
  return Buffer.concat([text(name), text(type), int32(value.length), value]);
}

/** Red, green and blue of one colour everywhere. */
export function evenColor(red: number, green: number, blue: number, layer = ''): TestChannel[] {
  const values = { R: red, G: green, B: blue };
  return Object.entries(values).map(([name, value]) => ({ name: `${layer}${name}`, value: () => value }));
}
