/** A rectangle of pixels; EXR counts them from any corner, also below zero. */
export interface PixelWindow {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface ExrChannel {
  readonly name: string;
  /** `half` is 16-bit floating point. */
  readonly type: 'uint' | 'half' | 'float';
  /** Every how many pixels a sample is stored. */
  readonly xSampling: number;
  readonly ySampling: number;
  /** B44 stores the logarithm of such channels. */
  readonly isLogarithmic: boolean;
}

const TYPES = ['uint', 'half', 'float'] as const;
/** By their number in the file. */
const COMPRESSIONS = [
  ...['none', 'RLE', 'ZIPS', 'ZIP', 'PIZ', 'PXR24', 'B44', 'B44A', 'DWAA', 'DWAB'],
  ...['HTJ2K256', 'HTJ2K32'],
];
const MAX_TILE_PX = 32_768;

/** The attributes of a part by their standard names; null where one is missing, of another type or damaged. */
export function attributeReaders(find: (name: string, type: string) => Buffer | null) {
  const sized = (name: string, type: string, bytes: number) => {
    const value = find(name, type);
    return value?.length === bytes ? value : null;
  };
  return {
    text: (name: string) => find(name, 'string')?.toString('utf8') ?? null,
    integer: (name: string) => sized(name, 'int', 4)?.readInt32LE(0) ?? null,
    compression(): string {
      const number = sized('compression', 'compression', 1)?.[0] ?? 0;
      return COMPRESSIONS[number] ?? `no. ${number}`;
    },
    /** Both corners belong to the window. */
    window(name: string): PixelWindow | null {
      const box = sized(name, 'box2i', 16);
      if (!box) return null;
      const [left, top, right, bottom] = [0, 4, 8, 12].map((at) => box.readInt32LE(at)) as FourNumbers;
      return { left, top, width: right - left + 1, height: bottom - top + 1 };
    },
    tile(): { width: number; height: number } | null {
      const tiles = sized('tiles', 'tiledesc', 9);
      if (!tiles) return null;
      const [width, height] = [tiles.readUInt32LE(0), tiles.readUInt32LE(4)];
      return isBetween(width, 1, MAX_TILE_PX) && isBetween(height, 1, MAX_TILE_PX) ? { width, height } : null;
    },
    chromaticities(): number[] | null {
      const value = sized('chromaticities', 'chromaticities', 32);
      return value && Array.from({ length: 8 }, (_, place) => value.readFloatLE(4 * place));
    },
    channels: () => channelList(find('channels', 'chlist')),
  };
}

type FourNumbers = [number, number, number, number];
const isBetween = (value: number, least: number, most: number) => value >= least && value <= most;

/** Each channel: name, zero, pixel type, a flag in four bytes, two sampling rates; a zero ends the list. */
function channelList(list: Buffer | null): ExrChannel[] | null {
  if (!list) return null;
  const channels: ExrChannel[] = [];
  let at = 0;
  while (at < list.length && list[at] !== 0) {
    const end = list.indexOf(0, at);
    if (end < 0 || end + 17 > list.length) return null;
    const type = TYPES[list.readInt32LE(end + 1)];
    const [xSampling, ySampling] = [list.readInt32LE(end + 9), list.readInt32LE(end + 13)];
    if (!type || xSampling < 1 || ySampling < 1) return null;
    const name = list.toString('utf8', at, end);
    channels.push({ name, type, xSampling, ySampling, isLogarithmic: list[end + 5] === 1 });
    at = end + 17;
  }
  return channels.length > 0 ? channels : null;
}
